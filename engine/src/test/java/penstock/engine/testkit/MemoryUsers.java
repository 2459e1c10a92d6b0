package penstock.engine.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import penstock.engine.access.Users;

/** Users in memory. */
public final class MemoryUsers implements Users {
    private final Map<String, User> byName = new ConcurrentSkipListMap<>();

    @Override
    public boolean add(User user) {
        return byName.putIfAbsent(user.name(), user) == null;
    }

    @Override
    public boolean remove(String name) {
        return byName.remove(name) != null;
    }

    @Override
    public boolean password(String name, String hash, Instant changed) {
        return byName.computeIfPresent(name, (_, user) -> new User(name, hash, user.roles(), user.created(), changed))
                != null;
    }

    @Override
    public List<User> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public Optional<User> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
