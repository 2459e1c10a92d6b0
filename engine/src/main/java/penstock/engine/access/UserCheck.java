package penstock.engine.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import penstock.engine.port.OutsideFailure;

/**
 * Says whose name and password they are. A password's hash is slow by design, and a job reports with one again and again: after it was
 * verified once, a digest of name, password and stored hash under a key that only this process has is remembered for some minutes, and the
 * next requests are compared with that. The stored hash and the roles are read each time, so that a user who is changed or removed is so
 * at once. What was wrong is never remembered and always takes the slow way, one at a time; so does a name that nobody has.
 */
public final class UserCheck {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final long PATIENCE_SECONDS = 10;
    private static final int LONGEST = 1024;
    /** No password has it; it makes a name that nobody has as slow as others. */
    private static final String DECOY = "$6$rounds=656000$nobodyhasthisone$" + ".".repeat(86);

    private final Users users;
    private final Passwords passwords;
    private final InstantSource clock;
    private final SecretKeySpec key;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
    private final Semaphore slow = new Semaphore(1, true);

    /** @param digest hexadecimal */
    private record Remembered(String digest, Instant until) {}

    public UserCheck(Users users, Passwords passwords, InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** Whoever was verified with this password in the last minutes; costs no hash. */
    public Optional<Holder> remembered(String name, String password) throws OutsideFailure {
        if (!remembered.containsKey(name) || password.length() > LONGEST) {
            return Optional.empty();
        }
        return users.find(name)
                .filter(user -> isRemembered(name, digest(name, password, user.hash())))
                .map(UserCheck::holder);
    }

    /** Empty when there is no such user, or the password is another one. */
    public Optional<Holder> holder(String name, String password) throws OutsideFailure {
        if (name.length() > LONGEST || password.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Users.User> user = users.find(name);
        String stored = user.map(Users.User::hash).orElse(DECOY);
        String digest = digest(name, password, stored);
        if (user.isPresent() && isRemembered(name, digest)) {
            return user.map(UserCheck::holder);
        }
        if (!verified(password, stored) || user.isEmpty()) {
            return Optional.empty();
        }
        remembered.put(name, new Remembered(digest, clock.instant().plus(REMEMBERED)));
        return user.map(UserCheck::holder);
    }

    private static Holder holder(Users.User user) {
        return new Holder("user", user.name(), user.roles());
    }

    private boolean isRemembered(String name, String digest) {
        Remembered known = remembered.get(name);
        if (known == null) {
            return false;
        }
        if (!clock.instant().isBefore(known.until())) {
            remembered.remove(name, known);
            return false;
        }
        return MessageDigest.isEqual(
                known.digest().getBytes(StandardCharsets.US_ASCII), digest.getBytes(StandardCharsets.US_ASCII));
    }

    private boolean verified(String password, String stored) throws OutsideFailure {
        try {
            if (!slow.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new OutsideFailure("too many passwords are being verified now", true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideFailure("interrupted while a password was verified", true, e);
        }
        try {
            return passwords.matches(password, stored);
        } finally {
            slow.release();
        }
    }

    /** Each part with its length before it, so that no two triples are one text. */
    private String digest(String name, String password, String stored) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String part : new String[] {name, password, stored}) {
                mac.update((part.length() + ":" + part).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
