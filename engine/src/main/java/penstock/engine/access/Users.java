package penstock.engine.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.engine.port.OutsideFailure;

/** Users who change things over the network with a name and a password. Of a password only a slow hash is kept. */
public interface Users {
    /** @return false when the name is taken; nothing is changed then */
    boolean add(User user) throws OutsideFailure;

    /** @return false when there is none of this name */
    boolean remove(String name) throws OutsideFailure;

    /** @return false when there is none of this name */
    boolean password(String name, String hash, Instant changed) throws OutsideFailure;

    /** All of them, by name. */
    List<User> all() throws OutsideFailure;

    Optional<User> find(String name) throws OutsideFailure;

    /**
     * @param hash of the password ({@link Passwords})
     * @param changed when the password was last set
     */
    record User(String name, String hash, Set<Role> roles, Instant created, Instant changed) {
        public User {
            roles = Set.copyOf(roles);
        }
    }
}
