package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.Role;
import penstock.engine.access.Tokens;
import penstock.engine.access.Tokens.Token;
import penstock.engine.access.Users;

/** What every {@link Tokens}, {@link Users} and {@link AuditTrail} does (part 2, B2; part 4, D3). */
public abstract class AccessContract {
    protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Token CI = new Token(
            "ci", "0123456789abcdef", "f".repeat(64), NOW, Optional.of(NOW.plusSeconds(60)), Optional.empty());

    private Tokens tokens = new MemoryTokens();
    private Users users = new MemoryUsers();
    private AuditTrail audit = new MemoryAuditTrail(() -> NOW);

    /** Empty ones, whose clock stands at {@link #NOW} or advances from there. */
    protected abstract Opened open() throws Exception;

    public record Opened(Tokens tokens, Users users, AuditTrail audit) {}

    @BeforeEach
    void openThem() throws Exception {
        Opened opened = open();
        tokens = opened.tokens();
        users = opened.users();
        audit = opened.audit();
    }

    @Test
    void a_token_is_found_by_its_id_until_it_is_removed() throws Exception {
        assertThat(tokens.add(CI)).isTrue();
        assertThat(tokens.find(CI.id())).contains(CI);
        assertThat(tokens.find("fedcba9876543210")).isEmpty();
        assertThat(tokens.remove("ci")).isTrue();
        assertThat(tokens.remove("ci")).isFalse();
        assertThat(tokens.find(CI.id())).isEmpty();
    }

    @Test
    void a_name_or_id_that_is_taken_stays_as_it_was() throws Exception {
        Token sameName = new Token("ci", "a".repeat(16), "a".repeat(64), NOW, Optional.empty(), Optional.empty());
        Token sameId = new Token("other", CI.id(), "b".repeat(64), NOW, Optional.empty(), Optional.empty());
        Token another = new Token("ada", "b".repeat(16), "b".repeat(64), NOW, Optional.empty(), Optional.empty());
        assertThat(tokens.add(CI)).isTrue();
        assertThat(tokens.add(sameName)).isFalse();
        assertThat(tokens.add(sameId)).isFalse();
        assertThat(tokens.add(another)).isTrue();
        assertThat(tokens.all()).containsExactly(another, CI);
    }

    @Test
    void a_token_keeps_its_roles() throws Exception {
        Token some = new Token(
                "some",
                "c".repeat(16),
                "c".repeat(64),
                NOW,
                Optional.empty(),
                Optional.empty(),
                Set.of(Role.REPORTER, Role.BUILDER));
        tokens.add(some);
        assertThat(tokens.find(some.id())).contains(some);
    }

    @Test
    void a_user_is_found_by_name_until_removed() throws Exception {
        Users.User ada = new Users.User("ada", "$6$x", Set.of(Role.REPORTER, Role.PROMOTER), NOW, NOW);
        assertThat(users.add(ada)).isTrue();
        assertThat(users.add(new Users.User("ada", "$6$y", Set.of(Role.OPERATOR), NOW, NOW)))
                .isFalse();
        assertThat(users.find("ada")).contains(ada);
        assertThat(users.find("ADA")).isEmpty();
        Instant later = NOW.plusSeconds(5);
        assertThat(users.password("ada", "$6$z", later)).isTrue();
        assertThat(users.all()).containsExactly(new Users.User("ada", "$6$z", ada.roles(), NOW, later));
        assertThat(users.remove("ada")).isTrue();
        assertThat(users.remove("ada")).isFalse();
        assertThat(users.password("ada", "$6$z", later)).isFalse();
        assertThat(users.find("ada")).isEmpty();
    }

    @Test
    void the_last_use_is_remembered() throws Exception {
        tokens.add(CI);
        tokens.used(CI.id(), NOW.plusSeconds(7));
        assertThat(tokens.find(CI.id()).orElseThrow().used()).contains(NOW.plusSeconds(7));
    }

    @Test
    void what_was_asked_is_on_record_before_its_outcome() throws Exception {
        String id = audit.asked(Actor.user("ada"), "build", "l/a");
        assertThat(audit.newest(Optional.empty(), 5)).singleElement().satisfies(entry -> {
            assertThat(entry.id()).isEqualTo(id);
            assertThat(entry.at()).isAfterOrEqualTo(NOW);
            assertThat(entry.actor()).isEqualTo(new Actor("user:ada", "local"));
            assertThat(entry.action()).isEqualTo("build");
            assertThat(entry.target()).isEqualTo("l/a");
            assertThat(entry.outcome()).isEmpty();
        });
        audit.ended(id, "done");
        audit.ended(id, "never mind");
        assertThat(audit.newest(Optional.empty(), 5).getFirst().outcome()).isEqualTo("done");
    }

    @Test
    void entries_come_newest_first_and_page_by_page() throws Exception {
        for (int i = 0; i < 5; i++) {
            audit.asked(Actor.user("ada"), "build", "l/" + i);
        }
        List<AuditTrail.Entry> all = audit.newest(Optional.empty(), 10);
        assertThat(all).hasSize(5).isSortedAccordingTo((a, b) -> b.id().compareTo(a.id()));
        List<AuditTrail.Entry> first = audit.newest(Optional.empty(), 2);
        List<AuditTrail.Entry> rest = audit.newest(Optional.of(first.getLast().id()), 10);
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(rest).isEqualTo(all.subList(2, 5));
    }
}
