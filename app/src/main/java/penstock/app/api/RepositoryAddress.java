package penstock.app.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What two addresses of one repository have in common: its host and path. Hosts give a repository several addresses (https, ssh, git, with and
 * without {@code .git}), and the distribution has one of them.
 */
public final class RepositoryAddress {
    private static final Pattern URL =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://(?:[^/@]*@)?([^/:]*)(?::[0-9]+)?(/.*)?");
    private static final Pattern SCP = Pattern.compile("(?:[^/@:]*@)?([^/:]+):([^/].*)");

    private RepositoryAddress() {}

    /** {@code git.example.org/path/name}; of a repository on this machine its path. */
    public static String key(String url) {
        Matcher full = URL.matcher(url);
        Matcher scp = SCP.matcher(url);
        String host = "";
        String path = url;
        if (full.matches()) {
            host = full.group(1);
            path = full.group(2) == null ? "" : full.group(2);
        } else if (scp.matches()) {
            host = scp.group(1);
            path = "/" + scp.group(2);
        }
        String name = path.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        return host.toLowerCase(Locale.ROOT) + name;
    }
}
