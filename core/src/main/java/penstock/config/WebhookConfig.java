package penstock.config;

import java.util.Optional;

/**
 * A git host that says when something was pushed.
 *
 * @param name the last segment of its address: {@code /api/v1/webhooks/NAME}
 * @param kind how it signs what it sends
 * @param secretFile a file with the secret, relative to the data folder
 * @param secretVariable a variable of the environment with the secret; one of the two is given
 */
public record WebhookConfig(String name, Kind kind, Optional<String> secretFile, Optional<String> secretVariable) {
    /** The ways of signing. */
    public enum Kind {
        GITHUB,
        GITLAB,
        GITEA,
        HMAC
    }
}
