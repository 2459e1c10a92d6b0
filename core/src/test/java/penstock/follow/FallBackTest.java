package penstock.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.distro.Package.Source;

/** B3: a branch falls back only as configured, pins stay where they are. */
class FallBackTest {
    private static final FallBack RULES = new FallBack(List.of(
            FallBack.Rule.of("stable/(.*)", List.of("unmaintained/$1", "refs/tags/$1-eol")),
            FallBack.Rule.of("(.*)-rdo", List.of("rpm-master")),
            FallBack.Rule.of("stable/never", List.of("master"))));

    @ParameterizedTest
    @CsvSource({
        "stable/2024.1,   refs/heads/unmaintained/2024.1 refs/tags/2024.1-eol",
        "flamingo-rdo,    refs/heads/rpm-master",
        "master,          ''",
        "my/stable/x,     ''",
        "stable/never,    refs/heads/unmaintained/never refs/tags/never-eol",
    })
    void theFirstRuleThatMatchesTheWholeNameIsUsed(String branch, String candidates) {
        assertThat(String.join(" ", RULES.candidates(branch))).isEqualTo(candidates);
    }

    @Test
    void aCandidateThatNamesAMissingGroupIsRefused() {
        assertThatThrownBy(() -> FallBack.Rule.of("stable/.*", List.of("unmaintained/$1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("unmaintained/$1", "group 1", "stable/.*");
    }

    @ParameterizedTest
    @CsvSource({
        // configured, pinned, there, followed, shown
        "master,        false, refs/heads/master,                                  refs/heads/master,              false",
        "stable/1,      false, refs/heads/stable/1 refs/heads/unmaintained/1,      refs/heads/stable/1,            false",
        "stable/1,      false, refs/heads/unmaintained/1 refs/tags/1-eol,          refs/heads/unmaintained/1,      true",
        "stable/1,      false, refs/tags/1-eol,                                    refs/tags/1-eol,                true",
        "stable/1,      false, refs/heads/master,                                  '',                             false",
        "stable/1,      true,  refs/heads/unmaintained/1,                          '',                             false",
        "1.0,           true,  refs/tags/1.0 refs/heads/1.0,                       refs/tags/1.0,                  false",
        "1.0,           true,  refs/heads/1.0,                                     refs/heads/1.0,                 false",
        "1.0,           false, refs/tags/1.0,                                      '',                             false",
        "refs/tags/1,   true,  refs/tags/1,                                        refs/tags/1,                    false",
    })
    void oneRefIsTracked(String ref, boolean pinned, String there, String followed, boolean shown) {
        Map<String, String> refs = new TreeMap<>();
        List.of(there.split(" ")).forEach(name -> refs.put(name, "id of " + name));
        var tracked = Tracked.among(refs, new Source("u", ref, pinned), RULES);
        assertThat(tracked.map(Tracked::ref).orElse("")).isEqualTo(followed);
        assertThat(tracked.flatMap(Tracked::note).isPresent()).isEqualTo(shown);
        assertThat(tracked.map(Tracked::id).orElse("id of ")).isEqualTo("id of " + followed);
    }

    @Test
    void aPinnedCommitIdNeedsNoRef() {
        Source pin = new Source("u", "a".repeat(40), true);
        assertThat(Tracked.wanted(pin, RULES)).isEmpty();
        assertThat(Tracked.among(Map.of(), pin, RULES).orElseThrow().fixed(pin)).isTrue();
    }
}
