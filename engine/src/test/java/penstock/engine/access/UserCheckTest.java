package penstock.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryAuditTrail;
import penstock.engine.testkit.MemoryUsers;
import penstock.engine.testkit.PlainPasswords;

/** Part 4, D3 and E: users with passwords; a password is verified slowly once, and then quickly for some minutes. */
class UserCheckTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final MemoryUsers users = new MemoryUsers();
    private final PlainPasswords passwords = new PlainPasswords();
    private final MemoryAuditTrail audit = new MemoryAuditTrail(clock);
    private final UserOffice office = new UserOffice(users, passwords, audit, clock);
    private final UserCheck check = new UserCheck(users, passwords, clock);
    private final Actor root = Actor.user("root");

    private void add(String name, String password) throws Exception {
        assertThat(office.add(root, name, passwords.hash(password), Set.of(Role.REPORTER)))
                .isEmpty();
    }

    @Test
    void aUserIsKnownByNameAndPassword() throws Exception {
        add("ada", "one");
        assertThat(check.holder("ada", "one")).contains(new Holder("user", "ada", Set.of(Role.REPORTER)));
        assertThat(check.holder("ada", "two")).isEmpty();
        assertThat(check.holder("ada", "")).isEmpty();
        assertThat(check.holder("bob", "one")).isEmpty();
    }

    @Test
    void aPasswordThatWasVerifiedIsRememberedForSomeMinutes() throws Exception {
        add("ada", "one");
        check.holder("ada", "one");
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(check.holder("ada", "one")).isPresent();
        }
        assertThat(passwords.compared()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(check.holder("ada", "one")).isPresent();
        assertThat(passwords.compared()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsNeverRememberedAndAlwaysSlow() throws Exception {
        add("ada", "one");
        check.holder("ada", "one");
        for (int i = 0; i < 3; i++) {
            assertThat(check.holder("ada", "two")).isEmpty();
            assertThat(check.holder("nobody", "one")).isEmpty();
        }
        assertThat(passwords.compared()).isEqualTo(7);
        assertThat(check.holder("ada", "one")).isPresent();
        assertThat(passwords.compared()).isEqualTo(7);
    }

    @Test
    void aChangedOrRemovedUserIsSoAtOnce() throws Exception {
        add("ada", "one");
        check.holder("ada", "one");
        assertThat(office.password(root, "ada", passwords.hash("two"))).isEmpty();
        assertThat(check.holder("ada", "one")).isEmpty();
        assertThat(check.holder("ada", "two")).isPresent();
        assertThat(office.remove(root, "ada")).isEmpty();
        assertThat(check.holder("ada", "two")).isEmpty();
        assertThat(office.remove(root, "ada")).containsExactly("there is no user ada");
        assertThat(office.password(root, "ada", passwords.hash("x"))).containsExactly("there is no user ada");
    }

    @Test
    void whatCanBeNoUserIsRefusedAndEveryChangeIsOnRecord() throws Exception {
        add("ada", "one");
        Set<Role> all = Set.of(Role.OPERATOR);
        assertThat(office.add(root, "ada", passwords.hash("two"), all)).containsExactly("there is a user ada already");
        assertThat(office.add(root, "a:b", passwords.hash("two"), all)).hasSize(1);
        assertThat(office.add(root, "eve", "", all)).containsExactly("not the hash of a password");
        assertThat(office.add(root, "eve", passwords.hash("two"), Set.of())).hasSize(1);
        assertThat(office.password(root, "ada", "")).hasSize(1);
        assertThat(users.all()).hasSize(1);
        assertThat(audit.newest(Optional.empty(), 9))
                .extracting(entry -> entry.action() + " " + entry.target() + ": " + entry.outcome())
                .containsExactly(
                        "add user ada as operator: there is a user ada already", "add user ada as reporter: done");
    }

    @Test
    void anOperatorMayDoEverything() {
        assertThat(Role.PROMOTER.isIn(Set.of(Role.OPERATOR))).isTrue();
        assertThat(Role.PROMOTER.isIn(Set.of(Role.REPORTER, Role.BUILDER))).isFalse();
        assertThat(Role.read(java.util.List.of("promoter", "king", "reporter")))
                .containsExactly(Role.REPORTER, Role.PROMOTER);
        assertThat(Role.unknown(java.util.List.of("promoter", "king"))).containsExactly("king");
    }
}
