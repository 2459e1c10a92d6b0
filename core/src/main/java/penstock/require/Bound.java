package penstock.require;

/**
 * The end of a range of versions.
 *
 * @param version in the ecosystem's normal form
 * @param inclusive whether the version itself is in
 */
public record Bound(String version, boolean inclusive) {
    public static Bound including(String version) {
        return new Bound(version, true);
    }

    public static Bound excluding(String version) {
        return new Bound(version, false);
    }
}
