package penstock.build;

/** The steps of a build, in their order; a verdict names the one that failed. */
public enum Step {
    /** Reading the two commits, working out the version, writing the tarball. */
    SOURCE,
    /** Packing a Puppet module's archive, and having Puppet's parser and puppet-lint look at it. */
    MODULE,
    /** Reading and editing the spec. */
    SPEC,
    /** Fetching what the build does not have yet. */
    DOWNLOAD,
    /** Making the source RPM. */
    SRPM,
    /** Finding and installing what the build requires, static and generated. */
    BUILD_REQUIRES,
    PREP,
    BUILD,
    INSTALL,
    CHECK,
    /** Collecting the packages: {@code %files}, dependency generators, writing RPMs. */
    FILES,
    /** Installing the built packages in a fresh root. */
    PACKAGE_INSTALL,
    /** Making the repository. */
    PUBLISH
}
