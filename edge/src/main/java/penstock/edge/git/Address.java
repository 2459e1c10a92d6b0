package penstock.edge.git;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.transport.URIish;
import penstock.engine.port.OutsideFailure;

/**
 * A repository's URL after rewriting, checked.
 *
 * @param given as the distribution gives it
 * @param uri where it is really read from; may carry credentials, so it is never shown
 * @param shown both for people, without credentials
 */
record Address(String given, URIish uri, String shown) {
    private static final Set<String> SCHEMES = Set.of("file", "git", "http", "https", "ssh", "git+ssh", "ssh+git");

    static Address of(String given, UrlRewriting rewriting) throws OutsideFailure {
        String rewritten = rewriting.apply(given);
        try {
            URIish uri = new URIish(rewritten);
            if (!understood(uri)) {
                throw new OutsideFailure(
                        "'" + printable(bare(given))
                                + "' is not a repository's URL that can be read: it must begin with "
                                + "https://, http://, git://, ssh://, file:// or be an absolute path",
                        false);
            }
            return new Address(given, uri, shown(given, rewritten));
        } catch (URISyntaxException e) {
            throw new OutsideFailure("'" + printable(bare(given)) + "' is not a repository's URL: correct it", false);
        }
    }

    /** Both URLs without credentials; safe for what is no URL at all. */
    static String shown(String given, String rewritten) {
        return given.equals(rewritten) ? bare(given) : bare(given) + " (read from " + bare(rewritten) + ")";
    }

    /** Empty for a file, and for what is no URL. */
    static String host(String rewritten) {
        try {
            String host = new URIish(rewritten).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static boolean understood(URIish uri) {
        if (uri.getScheme() == null) {
            String path = String.valueOf(uri.getPath());
            return uri.getHost() != null ? !path.startsWith(":") : path.startsWith("/");
        }
        return SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    /** A URL without user and password. */
    private static String bare(String url) {
        try {
            return bare(new URIish(url));
        } catch (URISyntaxException e) {
            return printable(url.replaceFirst("//[^/@]*@", "//"));
        }
    }

    private static String bare(URIish uri) {
        boolean web = uri.getScheme() != null && uri.getScheme().startsWith("http");
        URIish without = uri.setPass(null);
        return printable((web ? without.setUser(null) : without).toString());
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    boolean isFile() {
        return uri.getHost() == null
                && (uri.getScheme() == null || uri.getScheme().equals("file"));
    }

    /** Takes the secrets of this address out of what a library said. */
    String clean(String message) {
        String text = message.replace(uri.toPrivateString(), bare(uri)).replace(uri.toString(), bare(uri));
        if (uri.getPass() != null && !uri.getPass().isEmpty()) {
            text = text.replace(uri.getPass(), "***");
        }
        boolean token = uri.getUser() != null && uri.getUser().length() >= 8;
        return printable(token ? text.replace(uri.getUser(), "***") : text);
    }

    /**
     * The local copy's folder: readable, and unlike that of any other URL. A password is left out, so that a changed one keeps
     * the copy.
     */
    String folder() {
        String path = String.valueOf(uri.getPath()).replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_-]", "_");
        String readable = last.length() > 60 ? last.substring(0, 60) : last;
        return readable + "-" + digest(uri.setPass(null).toString()) + ".git";
    }

    private static String digest(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
