package penstock.app.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.access.Actor;
import penstock.engine.access.TokenCheck;
import penstock.engine.port.OutsideFailure;

/** Lets requests in, or not: by how many come from where, and by their token. */
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final int CHANGES_PER_MINUTE = 120;
    private static final int FAILURES_PER_MINUTE = 10;
    private static final String SCHEME = "Bearer ";

    private final TokenCheck tokens;
    private final boolean readOpen;
    private final RateLimits requests;
    private final RateLimits changes = new RateLimits(CHANGES_PER_MINUTE);
    private final RateLimits failures = new RateLimits(FAILURES_PER_MINUTE);

    Admission(TokenCheck tokens, boolean readOpen, int requestsPerMinute) {
        this.tokens = tokens;
        this.readOpen = readOpen;
        this.requests = new RateLimits(requestsPerMinute);
    }

    /** What a request wants. */
    enum Wish {
        /** What is open in any case. */
        DOCUMENT,
        READ,
        /** What only holders of a token may read. */
        READ_WITH_TOKEN,
        CHANGE,
        /** A hook, which is let in by its signature. */
        HOOK
    }

    /** @throws Refusal 401 without a token that is needed or with a wrong one, 429 when too many came */
    void admit(Context context, Wish wish) throws Refusal, OutsideFailure {
        requests.take(context.ip());
        boolean needed = switch (wish) {
            case DOCUMENT, HOOK -> false;
            case READ -> !readOpen;
            case READ_WITH_TOKEN, CHANGE -> true;
        };
        if (needed) {
            Actor actor = holder(context);
            if (wish == Wish.CHANGE) {
                changes.take(actor.who());
            }
            context.attribute("actor", actor);
        }
    }

    /** Who was let in for a change. */
    static Actor actor(Context context) {
        Actor actor = context.attribute("actor");
        if (actor == null) {
            throw new IllegalStateException(context.path() + " changes something and asked for no token");
        }
        return actor;
    }

    private Actor holder(Context context) throws Refusal, OutsideFailure {
        failures.check(context.ip());
        String given = context.header("Authorization");
        if (given == null) {
            throw unknown(context, "this needs a token: Authorization: Bearer penstock_...");
        }
        Optional<String> name = given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? tokens.nameOf(given.substring(SCHEME.length()).strip())
                : Optional.empty();
        if (name.isEmpty()) {
            failed(context, "token");
            throw unknown(context, "this token is not known, was revoked, or has expired");
        }
        return new Actor("token:" + name.get(), context.ip());
    }

    private static Refusal unknown(Context context, String message) {
        context.header("WWW-Authenticate", "Bearer realm=\"penstock\"");
        return Refusal.of(HttpStatus.UNAUTHORIZED, message);
    }

    /** Before a secret is compared: whoever tried too often waits. */
    void mayTry(Context context) throws Refusal {
        failures.check(context.ip());
    }

    /** Counts and logs a secret that was wrong. */
    void failed(Context context, String what) {
        LOG.warn("A wrong {} from {} for {}", what, context.ip(), context.path());
        try {
            failures.take(context.ip());
        } catch (Refusal nothingLeft) {
            LOG.debug("{} has tried too often", context.ip(), nothingLeft);
        }
    }
}
