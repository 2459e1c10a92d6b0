package penstock.engine.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import penstock.engine.access.Tokens;

/** Tokens in memory. */
public final class MemoryTokens implements Tokens {
    private final Map<String, Token> byName = new ConcurrentSkipListMap<>();

    @Override
    public boolean add(Token token) {
        return find(token.id()).isEmpty() && byName.putIfAbsent(token.name(), token) == null;
    }

    @Override
    public boolean remove(String name) {
        return byName.remove(name) != null;
    }

    @Override
    public List<Token> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public Optional<Token> find(String id) {
        return byName.values().stream().filter(token -> token.id().equals(id)).findFirst();
    }

    @Override
    public void used(String id, Instant when) {
        find(id).ifPresent(token -> byName.replace(
                token.name(),
                new Token(
                        token.name(),
                        token.id(),
                        token.digest(),
                        token.created(),
                        token.expires(),
                        Optional.of(when),
                        token.roles())));
    }
}
