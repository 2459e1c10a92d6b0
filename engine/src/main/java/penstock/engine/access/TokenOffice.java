package penstock.engine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import penstock.engine.port.OutsideFailure;

/** Adds and revokes tokens, each on record. Its words are for who asked; empty when it is done. */
public final class TokenOffice {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Tokens tokens;
    private final OnRecord record;
    private final InstantSource clock;

    public TokenOffice(Tokens tokens, AuditTrail audit, InstantSource clock) {
        this.tokens = tokens;
        this.record = new OnRecord(audit);
        this.clock = clock;
    }

    /** Takes a token whose text its maker alone knows. */
    public List<String> add(
            Actor actor, String name, String id, String digest, Optional<Instant> expires, Set<Role> roles)
            throws OutsideFailure, InterruptedException {
        if (!NAME.matcher(name).matches()) {
            return List.of("a token's name has letters, digits and ._@+-, at most 64, the first a letter or digit");
        }
        if (!ID.matcher(id).matches() || !DIGEST.matcher(digest).matches()) {
            return List.of("not the id and digest of a token");
        }
        if (roles.isEmpty()) {
            return List.of("a token has at least one role");
        }
        Tokens.Token token = new Tokens.Token(name, id, digest, clock.instant(), expires, Optional.empty(), roles);
        return record.tried(
                actor,
                "create token",
                roles.contains(Role.OPERATOR) ? name : name + " as " + String.join(", ", Role.words(roles)),
                () -> tokens.add(token) ? List.of() : List.of("there is a token " + name + " already"));
    }

    public List<String> revoke(Actor actor, String name) throws OutsideFailure, InterruptedException {
        return record.tried(
                actor,
                "revoke token",
                name,
                () -> tokens.remove(name) ? List.of() : List.of("there is no token " + name));
    }
}
