package penstock.require.answer;

/**
 * Another package that requires the same.
 *
 * @param requirement as its metadata has it
 */
public record Requirer(String repository, boolean label, Packaged who, RpmRequirement requirement) {
    /** The bound, for counting those of one bound together: {@code <= 9.2}, or the whole of a rich requirement; empty for any version. */
    public String bound() {
        return switch (requirement) {
            case RpmRequirement.One(RpmDependency one) -> one.bound();
            case RpmRequirement.Joined joined -> joined.toString();
        };
    }
}
