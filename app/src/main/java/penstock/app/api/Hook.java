package penstock.app.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import penstock.config.WebhookConfig;

/**
 * A git host that may say that something was pushed.
 *
 * @param name the last segment of its address
 * @param secret that it shares with us; never shown
 * @param repositories what it may call a repository ({@link RepositoryAddress}), to the URLs that the distribution has for it now
 */
public record Hook(
        String name, WebhookConfig.Kind kind, String secret, Supplier<Map<String, List<String>>> repositories) {
    /** As a key of HMAC. */
    byte[] key() {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "webhook " + name + " (" + kind + ")";
    }
}
