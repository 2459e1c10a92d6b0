package penstock.engine.access;

/** Slow hashes of passwords, as crypt(3) writes them: {@code $6$rounds=656000$SALT$HASH}. */
public interface Passwords {
    /** With a new salt. */
    String hash(String password);

    /** Whether a text can be a hash that {@link #matches} takes, and does not take for ever. */
    boolean isHash(String text);

    /** Takes a third of a second of work, whatever comes of it. */
    boolean matches(String password, String hash);
}
