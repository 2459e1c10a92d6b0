package penstock.version;

/** What a version rule makes of a commit's history. */
public sealed interface Reckoning {
    /**
     * A version.
     *
     * @param basis what it was taken from, for people: {@code tag 10.6.0 and 4 commits after it}
     */
    record Known(UpstreamVersion version, String basis) implements Reckoning {}

    /** The history contradicts itself, or gives a text that can't be a version; {@code message} says what to do. */
    record Refused(String message) implements Reckoning {}

    /** Checks a text that came from a repository before it may stand in a spec. */
    static Reckoning of(String upstreamVersion, String basis) {
        return UpstreamVersion.of(upstreamVersion)
                .<Reckoning>map(version -> new Known(version, basis))
                .orElseGet(() -> new Refused("the version from " + basis
                        + " can't stand in a spec; it may have letters, digits and ._+~^- and at most 100 characters"));
    }
}
