package penstock.repo;

import penstock.build.BuildRequest;

/** The text of a snapshot's {@code delorean.repo}, which dnf and yum read, as DLRN writes it ({@code post_build}). */
public final class RepoFile {
    private RepoFile() {}

    /**
     * @param lineUrl the public address of the line's folder ({@link RepoLayout#lineFolder}), with or without a slash at its end
     */
    public static String text(Snapshot snapshot, String lineUrl) {
        BuildRequest build = snapshot.made().build();
        String id = snapshot.component().isEmpty() ? "delorean" : "delorean-component-" + snapshot.component();
        return "[" + id + "]\n"
                + "name=delorean-" + build.pkg().name() + "-" + build.source().id() + "\n"
                + "baseurl=" + withoutSlash(lineUrl) + "/" + snapshot.directory() + "\n"
                + "enabled=1\n"
                + "gpgcheck=0\n"
                + "priority=1\n";
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? withoutSlash(url.substring(0, url.length() - 1)) : url;
    }
}
