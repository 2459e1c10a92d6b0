package penstock.require.python;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Which URLs {@code packaging} 23.0 takes in a requirement: what Python's {@code urllib.parse} finds a scheme and a host in, and
 * {@code file} URLs that it would write the same way.
 */
final class UrlRule {
    private static final String BREAKS = "\t\r\n";

    private UrlRule() {}

    static boolean allows(String url) {
        String text = withoutBreaks(url);
        int colon = schemeEnd(text);
        String scheme = text.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        boolean hasHost = rest.startsWith("//");
        int end = hasHost ? hostEnd(rest) : 0;
        String host = hasHost ? rest.substring(2, end) : "";
        if (!isHost(host)) {
            return false;
        }
        return scheme.equals("file")
                ? rewritten(host, rest.substring(end)).equals(url)
                : !scheme.isEmpty() && !host.isEmpty();
    }

    private static String withoutBreaks(String url) {
        int start = 0;
        while (start < url.length() && url.charAt(start) <= ' ') {
            start++;
        }
        StringBuilder text = new StringBuilder();
        for (int i = start; i < url.length(); i++) {
            if (BREAKS.indexOf(url.charAt(i)) < 0) {
                text.append(url.charAt(i));
            }
        }
        return text.toString();
    }

    /** Where the colon behind the scheme is; -1 when there is no scheme. */
    private static int schemeEnd(String url) {
        int colon = url.indexOf(':');
        if (colon < 1 || PythonText.isDigit(url.charAt(0))) {
            return -1;
        }
        for (int i = 0; i < colon; i++) {
            char c = url.charAt(i);
            if (!PythonText.isLetterOrDigit(c) && (i == 0 || "+-.".indexOf(c) < 0)) {
                return -1;
            }
        }
        return colon;
    }

    private static int hostEnd(String rest) {
        int end = 2;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static boolean isHost(String host) {
        boolean opens = host.contains("[");
        if (opens != host.contains("]") || (opens && !BracketedHost.allows(host))) {
            return false;
        }
        // A character that becomes one of these by compatibility would move the end of the host.
        String plain = host.replaceAll("[@:#?]", "");
        String normalised = Normalizer.normalize(plain, Normalizer.Form.NFKC);
        return plain.equals(normalised)
                || List.of("/", "?", "#", "@", ":").stream().noneMatch(normalised::contains);
    }

    /** The {@code file} URL with this host and this text behind it as Python's {@code urlunparse} puts it together. */
    private static String rewritten(String host, String behind) {
        int hash = behind.indexOf('#');
        String fragment = hash < 0 ? "" : behind.substring(hash);
        String beforeHash = hash < 0 ? behind : behind.substring(0, hash);
        int mark = beforeHash.indexOf('?');
        String query = mark < 0 ? "" : beforeHash.substring(mark);
        String path = mark < 0 ? beforeHash : beforeHash.substring(0, mark);
        if (!host.isEmpty() || !path.startsWith("//")) {
            path = "//" + host + (path.isEmpty() || path.startsWith("/") ? "" : "/") + path;
        }
        return "file:" + path + (query.length() > 1 ? query : "") + (fragment.length() > 1 ? fragment : "");
    }
}
