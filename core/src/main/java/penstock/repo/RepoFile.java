package penstock.repo;

import java.util.Optional;
import java.util.regex.Matcher;
import penstock.build.BuildRequest;

/** The text of a snapshot's {@code delorean.repo}, which dnf and yum read, as DLRN writes it ({@code post_build}). */
public final class RepoFile {
    private RepoFile() {}

    /**
     * @param lineUrl the public address of the line's folder ({@link RepoLayout#lineFolder}), with or without a slash at its end
     * @param keys the address of the keys that packages and metadata are checked with; empty when nothing is signed
     */
    public static String text(Snapshot snapshot, String lineUrl, Optional<String> keys) {
        BuildRequest build = snapshot.made().build();
        String id = snapshot.component().isEmpty() ? "delorean" : "delorean-component-" + snapshot.component();
        return "[" + id + "]\n"
                + "name=delorean-" + build.pkg().name() + "-" + build.source().id() + "\n"
                + "baseurl=" + withoutSlash(lineUrl) + "/" + snapshot.directory() + "\n"
                + "enabled=1\n"
                + keys.map(url -> "gpgcheck=1\nrepo_gpgcheck=1\ngpgkey=" + url + "\n")
                        .orElse("gpgcheck=0\n")
                + "priority=1\n";
    }

    /**
     * The same repository at another address.
     *
     * @param keys the address of the keys there
     */
    public static String at(String text, String url, String keys) {
        return text.replaceAll("(?m)^baseurl=.*$", Matcher.quoteReplacement("baseurl=" + withoutSlash(url)))
                .replaceAll("(?m)^gpgkey=.*$", Matcher.quoteReplacement("gpgkey=" + keys));
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? withoutSlash(url.substring(0, url.length() - 1)) : url;
    }
}
