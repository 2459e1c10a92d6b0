package penstock.build;

/**
 * A file that a build made, kept in the artifact store under its digest.
 *
 * @param file its name, without any folder
 * @param sha256 64 hex digits of its content
 * @param size in bytes
 */
public record Artifact(Kind kind, String file, String sha256, long size) {
    public enum Kind {
        RPM,
        SRPM,
        /** The archive of a Puppet module, for Puppet's Forge. */
        MODULE,
        LOG;

        /** Whether it is an RPM or SRPM. */
        public boolean isPackage() {
            return this == RPM || this == SRPM;
        }
    }
}
