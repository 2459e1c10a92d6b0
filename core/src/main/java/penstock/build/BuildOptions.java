package penstock.build;

/**
 * Choices that change what comes out of a build and so belong to its key.
 *
 * @param bootstrap define {@code repo_bootstrap 1}, which breaks a cycle
 * @param withTests run {@code %check} and {@code %tox}, and require what they need
 */
public record BuildOptions(boolean bootstrap, boolean withTests) {
    public static final BuildOptions PLAIN = new BuildOptions(false, false);
}
