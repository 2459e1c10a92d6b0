package penstock.app.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.access.Actor;
import penstock.engine.access.Holder;
import penstock.engine.access.Role;
import penstock.engine.access.TokenCheck;
import penstock.engine.access.UserCheck;
import penstock.engine.port.OutsideFailure;

/** Lets requests in, or not: by how many come from where, and by their token or their user's password. */
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final int CHANGES_PER_MINUTE = 120;
    private static final int FAILURES_PER_MINUTE = 10;
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final String HOLDER = "holder";

    private final TokenCheck tokens;
    private final UserCheck users;
    private final boolean readOpen;
    private final RateLimits requests;
    private final RateLimits changes;
    private final RateLimits failures = new RateLimits(FAILURES_PER_MINUTE);

    /** @param readOpen whether what is no secret may be read by anybody */
    public Admission(TokenCheck tokens, UserCheck users, boolean readOpen, int requestsPerMinute) {
        this.tokens = tokens;
        this.users = users;
        this.readOpen = readOpen;
        this.requests = new RateLimits(requestsPerMinute);
        // Whoever lets one address ask for more than usual has busy clients.
        this.changes = new RateLimits(Math.max(CHANGES_PER_MINUTE, requestsPerMinute / 10));
    }

    /** What a request wants. */
    public enum Wish {
        /** What is open in any case. */
        DOCUMENT(null),
        READ(null),
        /** What only an operator may read. */
        READ_AS_OPERATOR(Role.OPERATOR),
        /** A hook, which is let in by its signature. */
        HOOK(null),
        REPORT(Role.REPORTER),
        PROMOTE(Role.PROMOTER),
        BUILD(Role.BUILDER),
        CHANGE(Role.OPERATOR);

        private final @Nullable Role role;

        Wish(@Nullable Role role) {
            this.role = role;
        }

        /** Whether somebody who is known wants something changed. */
        boolean isChange() {
            return role != null && this != READ_AS_OPERATOR;
        }
    }

    /**
     * @throws Refusal 401 without a secret that is needed or with a wrong one, 403 when its holder may do other things only, 429 when too
     *     many came
     */
    public void admit(Context context, Wish wish) throws Refusal, OutsideFailure {
        requests.take(context.ip());
        Role role = wish.role;
        if (role == null && (wish != Wish.READ || readOpen)) {
            return;
        }
        Holder holder = known(context);
        if (role != null) {
            mustBeIn(role, holder);
        }
        if (wish.isChange()) {
            changes.take(holder.kind() + ":" + holder.name());
        }
        context.attribute(HOLDER, holder);
    }

    private static void mustBeIn(Role role, Holder holder) throws Refusal {
        if (!role.isIn(holder.roles())) {
            throw Refusal.of(HttpStatus.FORBIDDEN, holder.name() + " has not the role for this: " + role.word());
        }
    }

    /** Counts a request that brings its token in its body. */
    void count(Context context) throws Refusal {
        requests.take(context.ip());
    }

    /** The holder of a token that came in a body, who may report results; refuses as {@link #admit} does. */
    Actor reporter(Context context, String token) throws Refusal, OutsideFailure {
        Optional<Holder> holder = tokens.holder(token);
        if (holder.isEmpty()) {
            wrong(context, "token");
            throw Refusal.of(HttpStatus.UNAUTHORIZED, "this token is not known, was revoked, or has expired");
        }
        mustBeIn(Role.REPORTER, holder.get());
        changes.take(holder.get().kind() + ":" + holder.get().name());
        return holder.get().actor(context.ip());
    }

    /** Who was let in for a change. */
    public static Actor actor(Context context) {
        return holder(context).actor(context.ip());
    }

    /** The same, with what else is known. */
    public static Holder holder(Context context) {
        Holder holder = context.attribute(HOLDER);
        if (holder == null) {
            throw new IllegalStateException(context.path() + " changes something and asked for no secret");
        }
        return holder;
    }

    /**
     * Who is known needs no guess, so wrong ones from the same address do not keep that one out: behind a proxy all have one address. Nobody
     * guesses a token; what is to be slowed down are guesses at passwords.
     */
    private Holder known(Context context) throws Refusal, OutsideFailure {
        String given = context.header("Authorization");
        if (given == null) {
            throw unknown(
                    context, "this needs a token (Authorization: Bearer penstock_...), or a user's name and password");
        }
        Optional<Holder> holder = given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? tokens.holder(given.substring(BEARER.length()).strip())
                : user(context, given);
        if (holder.isEmpty()) {
            wrong(context, "token or password");
            throw unknown(context, "this token or password is not known, was revoked, or has expired");
        }
        return holder.get();
    }

    private Optional<Holder> user(Context context, String given) throws Refusal, OutsideFailure {
        if (!given.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        String pair;
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(given.substring(BASIC.length()).strip());
            pair = new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            LOG.debug("Basic without Base64", notBase64);
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String name = pair.substring(0, colon);
        String password = pair.substring(colon + 1);
        Optional<Holder> remembered = users.remembered(name, password);
        if (remembered.isEmpty()) {
            failures.check(context.ip());
        }
        return remembered.isPresent() ? remembered : users.holder(name, password);
    }

    private static Refusal unknown(Context context, String message) {
        context.header("WWW-Authenticate", "Bearer realm=\"penstock\"");
        return Refusal.of(HttpStatus.UNAUTHORIZED, message);
    }

    /** Refuses a secret that was wrong: whoever tried too often waits. */
    void wrong(Context context, String what) throws Refusal {
        failures.check(context.ip());
        failed(context, what);
    }

    /** Counts and logs it. */
    private void failed(Context context, String what) {
        LOG.warn("A wrong {} from {} for {}", what, context.ip(), context.path());
        try {
            failures.take(context.ip());
        } catch (Refusal nothingLeft) {
            LOG.debug("{} has tried too often", context.ip(), nothingLeft);
        }
    }
}
