package penstock.dlrn;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of another instance's snapshot: HTTP, with a host, without a user. */
public record RemoteAddress(URI uri) {
    private static final int LONGEST = 2000;

    /** Notes what is wrong with it. */
    public static Optional<RemoteAddress> read(Parameters given, String name) {
        String text = given.requiredText(name);
        if (text.isEmpty() || text.length() > LONGEST) {
            given.mistake(name, "invalid or missing URL scheme");
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            Optional<String> mistake = mistake(uri);
            mistake.ifPresent(words -> given.mistake(name, words));
            return mistake.isPresent() ? Optional.empty() : Optional.of(new RemoteAddress(uri));
        } catch (URISyntaxException notOne) {
            given.mistake(name, "invalid URL");
            return Optional.empty();
        }
    }

    private static Optional<String> mistake(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.isEmpty()) {
            return Optional.of("invalid or missing URL scheme");
        }
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("URL scheme not permitted");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Optional.of("URL host invalid");
        }
        return uri.getRawQuery() != null || uri.getRawFragment() != null
                ? Optional.of("URL with a query or fragment")
                : Optional.empty();
    }

    /** The address of a file there. */
    public URI file(String name) {
        String base = uri.toString();
        String folder = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(folder + "/" + name.replace("^", "%5E"));
    }
}
