package penstock.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryAuditTrail;
import penstock.engine.testkit.MemoryTokens;

/** Part 2, B2: tokens, hashed at rest, that expire and can be revoked; each addition on record. */
class TokenCheckTest {
    private static final Set<Role> ALL = Set.of(Role.OPERATOR);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T00:00:00Z"));
    private final MemoryTokens tokens = new MemoryTokens();
    private final MemoryAuditTrail audit = new MemoryAuditTrail(clock);
    private final TokenOffice office = new TokenOffice(tokens, audit, clock);
    private final TokenCheck check = new TokenCheck(tokens, clock);
    private final TokenText text = TokenText.make(new SecureRandom());
    private final Actor ada = Actor.user("ada");

    @Test
    void aTokenIsItsHoldersUntilItIsRevoked() throws Exception {
        assertThat(office.add(ada, "ci", text.id(), text.digest(), Optional.empty(), ALL))
                .isEmpty();
        assertThat(check.holder(text.text())).map(Holder::name).contains("ci");
        assertThat(office.revoke(ada, "ci")).isEmpty();
        assertThat(check.holder(text.text())).isEmpty();
        assertThat(office.revoke(ada, "ci")).containsExactly("there is no token ci");
        assertThat(audit.newest(Optional.empty(), 9))
                .extracting(entry -> entry.action() + " " + entry.target() + ": " + entry.outcome())
                .containsExactly(
                        "revoke token ci: there is no token ci", "revoke token ci: done", "create token ci: done");
    }

    @Test
    void whatIsKeptDoesNotOpenAnything() throws Exception {
        office.add(ada, "ci", text.id(), text.digest(), Optional.empty(), ALL);
        Tokens.Token kept = tokens.all().getFirst();
        assertThat(kept.toString()).doesNotContain(text.secret());
        assertThat(text.toString()).doesNotContain(text.secret());
        assertThat(check.holder(TokenText.PREFIX + kept.id() + "_" + kept.digest()))
                .isEmpty();
        TokenText other = TokenText.make(new SecureRandom());
        assertThat(check.holder(new TokenText(text.id(), other.secret()).text()))
                .isEmpty();
        assertThat(check.holder(text.text() + "x")).isEmpty();
        assertThat(check.holder("")).isEmpty();
    }

    @Test
    void itEndsWhenItWasToldTo() throws Exception {
        office.add(
                ada, "ci", text.id(), text.digest(), Optional.of(clock.instant().plusSeconds(10)), ALL);
        clock.advance(Duration.ofSeconds(9));
        assertThat(check.holder(text.text())).map(Holder::name).contains("ci");
        clock.advance(Duration.ofSeconds(1));
        assertThat(check.holder(text.text())).isEmpty();
    }

    @Test
    void theLastUseIsKnownToTheMinute() throws Exception {
        office.add(ada, "ci", text.id(), text.digest(), Optional.empty(), ALL);
        check.holder(text.text());
        Instant first = clock.instant();
        clock.advance(Duration.ofSeconds(59));
        check.holder(text.text());
        assertThat(tokens.all().getFirst().used()).contains(first);
        clock.advance(Duration.ofSeconds(1));
        check.holder(text.text());
        assertThat(tokens.all().getFirst().used()).contains(clock.instant());
    }

    @Test
    void aNameThatIsNoneIsRefused() throws Exception {
        assertThat(office.add(ada, "a b\n", text.id(), text.digest(), Optional.empty(), ALL))
                .hasSize(1);
        assertThat(office.add(ada, "ci", text.id(), "", Optional.empty(), ALL)).hasSize(1);
        office.add(ada, "ci", text.id(), text.digest(), Optional.empty(), ALL);
        TokenText other = TokenText.make(new SecureRandom());
        assertThat(office.add(ada, "ci", other.id(), other.digest(), Optional.empty(), ALL))
                .containsExactly("there is a token ci already");
    }
}
