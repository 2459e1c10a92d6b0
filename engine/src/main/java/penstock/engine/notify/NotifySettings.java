package penstock.engine.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * @param operators addresses of who runs the factory
 * @param digest how often what happened is sent in one mail; empty for a mail at once
 * @param link a build's id to the address of its page
 */
public record NotifySettings(List<String> operators, Optional<Duration> digest, UnaryOperator<String> link) {
    public NotifySettings {
        operators = List.copyOf(operators);
    }
}
