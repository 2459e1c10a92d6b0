package penstock.app;

import java.util.List;
import java.util.function.Consumer;
import penstock.engine.access.Actor;
import penstock.engine.access.FollowChange;
import penstock.engine.access.FollowOffice;
import penstock.engine.access.TokenOffice;
import penstock.engine.access.UserOffice;
import penstock.engine.owner.DataFolder.Request;
import penstock.engine.port.OutsideFailure;

/** What needs the database of a data folder and nothing else of the factory, so that a command may do it where no owner runs. */
final class Administration {
    private final TokenOffice tokens;
    private final UserOffice users;
    private final FollowOffice follows;

    Administration(TokenOffice tokens, UserOffice users, FollowOffice follows) {
        this.tokens = tokens;
        this.users = users;
        this.follows = follows;
    }

    /** @param told gets what was done, line by line */
    List<String> answer(Request request, Actor actor, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        return switch (request) {
            case Request.AddToken add ->
                tokens.add(actor, add.name(), add.id(), add.digest(), add.expires(), add.roles());
            case Request.AddUser add -> users.add(actor, add.name(), add.hash(), add.roles());
            case Request.ChangePassword(String name, String hash) -> users.password(actor, name, hash);
            case Request.RemoveUser(String name) -> users.remove(actor, name);
            case Request.RevokeToken(String name) -> tokens.revoke(actor, name);
            case Request.Follow(FollowChange change) -> follows.change(actor, change, told);
            default -> throw new IllegalArgumentException("this needs the factory: " + request);
        };
    }
}
