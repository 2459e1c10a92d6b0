package penstock.engine.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import penstock.engine.port.OutsideFailure;

/** Adds and removes users, each on record. Its words are for who asked; empty when it is done. */
public final class UserOffice {
    /** No colon: the name ends there in a request. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,254}");

    private final Users users;
    private final Passwords passwords;
    private final OnRecord record;
    private final InstantSource clock;

    public UserOffice(Users users, Passwords passwords, AuditTrail audit, InstantSource clock) {
        this.users = users;
        this.passwords = passwords;
        this.record = new OnRecord(audit);
        this.clock = clock;
    }

    /** Whether a text can be a user's name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Takes a user whose password its maker alone knows. */
    public List<String> add(Actor actor, String name, String hash, Set<Role> roles)
            throws OutsideFailure, InterruptedException {
        if (!isName(name)) {
            return List.of("a user's name has letters, digits and ._@+-, at most 255, the first a letter or digit");
        }
        if (roles.isEmpty()) {
            return List.of("a user has at least one role");
        }
        if (!passwords.isHash(hash)) {
            return List.of("not the hash of a password");
        }
        Instant now = clock.instant();
        return record.tried(
                actor,
                "add user",
                name + " as " + String.join(", ", Role.words(roles)),
                () -> users.add(new Users.User(name, hash, roles, now, now))
                        ? List.of()
                        : List.of("there is a user " + name + " already"));
    }

    public List<String> password(Actor actor, String name, String hash) throws OutsideFailure, InterruptedException {
        if (!passwords.isHash(hash)) {
            return List.of("not the hash of a password");
        }
        return record.tried(
                actor,
                "change password of user",
                name,
                () -> users.password(name, hash, clock.instant()) ? List.of() : none(name));
    }

    public List<String> remove(Actor actor, String name) throws OutsideFailure, InterruptedException {
        return record.tried(actor, "remove user", name, () -> users.remove(name) ? List.of() : none(name));
    }

    private static List<String> none(String name) {
        return List.of("there is no user " + name);
    }
}
