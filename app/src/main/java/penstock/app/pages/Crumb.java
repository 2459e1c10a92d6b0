package penstock.app.pages;

/** A page above the one that is shown. */
public record Crumb(String name, String address) {
    static Crumb line(String line) {
        return new Crumb(line, Shown.line(line));
    }
}
