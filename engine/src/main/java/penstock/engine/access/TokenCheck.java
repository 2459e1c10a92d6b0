package penstock.engine.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.port.OutsideFailure;

/** Says whose token it is. The last use is written at most once a minute a token, so that a busy client costs no writes. */
public final class TokenCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);
    private static final Duration EXACT = Duration.ofMinutes(1);

    private final Tokens tokens;
    private final InstantSource clock;

    public TokenCheck(Tokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Empty when it is not a token, unknown, revoked or expired. */
    public Optional<Holder> holder(String text) throws OutsideFailure {
        Optional<TokenText> given = TokenText.read(text);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Optional<Tokens.Token> known = tokens.find(given.get().id());
        Instant now = clock.instant();
        if (known.filter(token -> given.get().is(token.digest()) && token.goodAt(now))
                .isEmpty()) {
            return Optional.empty();
        }
        Tokens.Token token = known.get();
        if (token.used().filter(last -> last.plus(EXACT).isAfter(now)).isEmpty()) {
            remember(token, now);
        }
        return Optional.of(new Holder("token", token.name(), token.roles()));
    }

    private void remember(Tokens.Token token, Instant now) {
        try {
            tokens.used(token.id(), now);
        } catch (OutsideFailure e) {
            LOG.warn("The last use of the token {} could not be stored: {}", token.name(), e.getMessage());
        }
    }
}
