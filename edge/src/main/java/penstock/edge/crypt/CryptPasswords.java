package penstock.edge.crypt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Sha2Crypt;
import penstock.engine.access.Passwords;

/** The {@code sha512_crypt} that DLRN's users have, with as many rounds as it takes: hashes of either are good for both. */
public final class CryptPasswords implements Passwords {
    private static final int ROUNDS = 656_000;
    /** A foreign hash must not keep a core busy for longer than a few seconds. */
    private static final int MOST_ROUNDS = 4_000_000;

    private static final int SALT = 16;
    private static final String LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORM =
            Pattern.compile("\\$6\\$(?:rounds=([0-9]{4,9})\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{86}");

    private final SecureRandom random = new SecureRandom();
    private final int rounds;

    public CryptPasswords() {
        this(ROUNDS);
    }

    CryptPasswords(int rounds) {
        this.rounds = rounds;
    }

    @Override
    public String hash(String password) {
        StringBuilder salt = new StringBuilder(SALT);
        for (int i = 0; i < SALT; i++) {
            salt.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return crypt(password, "$6$rounds=" + rounds + "$" + salt);
    }

    @Override
    public boolean isHash(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && (matcher.group(1) == null || Integer.parseInt(matcher.group(1)) <= MOST_ROUNDS);
    }

    @Override
    public boolean matches(String password, String hash) {
        return isHash(hash)
                && MessageDigest.isEqual(
                        crypt(password, hash).getBytes(StandardCharsets.US_ASCII),
                        hash.getBytes(StandardCharsets.US_ASCII));
    }

    private static String crypt(String password, String salt) {
        return Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8), salt);
    }
}
