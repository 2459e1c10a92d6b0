package penstock.app.api;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether what came to a hook is from who shares its secret. GitHub, Gitea and Forgejo sign the body with HMAC-SHA-256; GitLab sends the
 * secret itself; the plain kind signs {@code TIMESTAMP.BODY}, so that what was overheard is soon worth nothing.
 */
final class Signature {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private Signature() {}

    /** What tells this delivery from others of the hook; empty when the signature is missing, wrong, or too old. */
    static Optional<String> check(Hook hook, Context context, byte[] body, Instant now) {
        return switch (hook.kind()) {
            case GITHUB -> signed(hook, body, context.header("X-Hub-Signature-256"), "sha256=");
            case GITEA -> signed(hook, body, context.header("X-Gitea-Signature"), "");
            case GITLAB -> token(hook, context, body);
            case HMAC -> timed(hook, context, body, now);
        };
    }

    private static Optional<String> signed(Hook hook, byte[] body, @Nullable String given, String prefix) {
        if (given == null || !given.startsWith(prefix)) {
            return Optional.empty();
        }
        String signature = given.substring(prefix.length()).toLowerCase(Locale.ROOT);
        return equal(hex(hook.key(), body), signature) ? Optional.of(signature) : Optional.empty();
    }

    /** Both are hashed first, so that the time of comparing does not tell the secret's length. */
    private static Optional<String> token(Hook hook, Context context, byte[] body) {
        String given = context.header("X-Gitlab-Token");
        if (given == null) {
            return Optional.empty();
        }
        byte[] key = "compare".getBytes(StandardCharsets.US_ASCII);
        boolean same = equal(hex(key, hook.key()), hex(key, given.getBytes(StandardCharsets.UTF_8)));
        String delivery = String.valueOf(context.header("X-Gitlab-Event-UUID"));
        return same ? Optional.of(hex(hook.key(), body) + delivery.hashCode()) : Optional.empty();
    }

    private static Optional<String> timed(Hook hook, Context context, byte[] body, Instant now) {
        String time = context.header("X-Penstock-Timestamp");
        if (time == null || !SECONDS.matcher(time).matches()) {
            return Optional.empty();
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                .abs();
        if (age.compareTo(FRESH) > 0) {
            return Optional.empty();
        }
        byte[] start = (time + ".").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return signed(hook, all, context.header("X-Penstock-Signature"), "sha256=");
    }

    private static boolean equal(String ours, String given) {
        return MessageDigest.isEqual(ours.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256 (RFC 2104), in hexadecimal. */
    static String hex(byte[] secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
