package penstock.line;

/**
 * Names a snapshot without listing it.
 *
 * @param line the release line
 * @param component empty when the distribution has none
 * @param directory its folder below the line's
 * @param project the package whose build it was made for
 * @param build that build's id
 * @param sequence the line's number at that moment, see {@link Past}; what the snapshot lists is each package's latest entry that is
 *     not above it
 */
public record SnapshotRef(
        String line, String component, String directory, String project, String build, long sequence) {
    SnapshotRef at(long newSequence) {
        return new SnapshotRef(line, component, directory, project, build, newSequence);
    }
}
