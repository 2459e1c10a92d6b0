package penstock.edge.store;

/** Text of a package in a message: no control characters, no page of it. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        String cut = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\ufffd");
    }
}
