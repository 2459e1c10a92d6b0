package penstock.engine.publish;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key that published things are signed with, or were.
 *
 * @param fingerprint in upper case hex digits
 * @param owner its user id, as dnf shows it when it asks whether to accept the key
 * @param algorithm such as {@code RSA 3072}
 * @param made when the key was made, as it says itself
 * @param expires when clients stop to take new signatures by it; empty for never
 * @param locked whether a passphrase protects it in its file
 * @param signatures ids, 16 upper case hex digits each, that signatures by it can name: its own and those of its subkeys
 */
public record SigningKey(
        String fingerprint,
        String owner,
        String algorithm,
        Instant made,
        Optional<Instant> expires,
        boolean locked,
        List<String> signatures) {
    public SigningKey {
        signatures = List.copyOf(signatures);
    }

    /** The last 16 digits of the fingerprint. */
    public String id() {
        return fingerprint.substring(fingerprint.length() - 16);
    }

    /** Whether a person means this key: its fingerprint or at least the last 8 digits of it, in either case, spaces aside. */
    public boolean isCalled(String name) {
        String digits = name.replace(" ", "").replaceFirst("^0[xX]", "").toUpperCase(Locale.ROOT);
        return digits.length() >= 8 && fingerprint.endsWith(digits);
    }
}
