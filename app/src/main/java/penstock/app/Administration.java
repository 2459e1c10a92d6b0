package penstock.app;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.access.Actor;
import penstock.engine.access.FollowChange;
import penstock.engine.access.FollowOffice;
import penstock.engine.access.TokenOffice;
import penstock.engine.owner.DataFolder.Request;
import penstock.engine.port.OutsideFailure;

/** What needs the database of a data folder and nothing else of the factory, so that a command may do it where no owner runs. */
final class Administration {
    private final TokenOffice tokens;
    private final FollowOffice follows;

    Administration(TokenOffice tokens, FollowOffice follows) {
        this.tokens = tokens;
        this.follows = follows;
    }

    /** @param told gets what was done, line by line */
    List<String> answer(Request request, Actor actor, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        return switch (request) {
            case Request.AddToken(String name, String id, String digest, Optional<Instant> expires) ->
                tokens.add(actor, name, id, digest, expires);
            case Request.RevokeToken(String name) -> tokens.revoke(actor, name);
            case Request.Follow(FollowChange change) -> follows.change(actor, change, told);
            default -> throw new IllegalArgumentException("this needs the factory: " + request);
        };
    }
}
