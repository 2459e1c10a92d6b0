package penstock.engine.access;

import java.util.Set;

/**
 * Whose secret it was that came with a request.
 *
 * @param kind {@code user} or {@code token}
 */
public record Holder(String kind, String name, Set<Role> roles) {
    public Holder {
        roles = Set.copyOf(roles);
    }

    /** As the record of changes has it. */
    public Actor actor(String from) {
        return new Actor(kind + ":" + name, from);
    }
}
