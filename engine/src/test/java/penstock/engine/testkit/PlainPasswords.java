package penstock.engine.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import penstock.engine.access.Passwords;

/** Hashes that hide nothing and are quick. Counts how often one was compared. */
public final class PlainPasswords implements Passwords {
    private final AtomicInteger compared = new AtomicInteger();

    @Override
    public String hash(String password) {
        return "plain:" + password;
    }

    @Override
    public boolean isHash(String text) {
        return text.startsWith("plain:");
    }

    @Override
    public boolean matches(String password, String hash) {
        compared.incrementAndGet();
        return hash(password).equals(hash);
    }

    public int compared() {
        return compared.get();
    }
}
