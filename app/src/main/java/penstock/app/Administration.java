package penstock.app;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.access.Actor;
import penstock.engine.access.TokenOffice;
import penstock.engine.owner.DataFolder.Request;
import penstock.engine.port.OutsideFailure;

/** What needs the database of a data folder and nothing else of the factory, so that a command may do it where no owner runs. */
final class Administration {
    private final TokenOffice tokens;

    Administration(TokenOffice tokens) {
        this.tokens = tokens;
    }

    List<String> answer(Request request, Actor actor) throws OutsideFailure {
        return switch (request) {
            case Request.AddToken(String name, String id, String digest, Optional<Instant> expires) ->
                tokens.add(actor, name, id, digest, expires);
            case Request.RevokeToken(String name) -> tokens.revoke(actor, name);
            default -> throw new IllegalArgumentException("this needs the factory: " + request);
        };
    }
}
