package penstock.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static penstock.follow.FallBack.Kind.DISTGIT;
import static penstock.follow.FallBack.Kind.SOURCE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.distro.Package.Source;

/** B3: a branch falls back only as configured, pins stay where they are. */
class FallBackTest {
    private static final FallBack RULES = new FallBack(List.of(
            FallBack.Rule.of("stable/(.*)", List.of("unmaintained/$1", "$1-eol")),
            FallBack.Rule.of(Optional.of(DISTGIT), "(.*)-rdo", List.of("refs/heads/rpm-master")),
            FallBack.Rule.of("stable/x", List.of("master"))));

    @ParameterizedTest
    @CsvSource({
        "SOURCE,  stable/1,     branch:unmaintained/1 tag:unmaintained/1 branch:1-eol tag:1-eol",
        "DISTGIT, flamingo-rdo, branch:rpm-master",
        "SOURCE,  flamingo-rdo, ''",
        "SOURCE,  master,       ''",
        "SOURCE,  my/stable/x,  ''",
        "SOURCE,  stable/x,     branch:unmaintained/x tag:unmaintained/x branch:x-eol tag:x-eol branch:master tag:master",
    })
    void theCandidatesOfAllRulesThatMatchTheWholeNameAreTriedInOrder(
            FallBack.Kind kind, String branch, String candidates) {
        assertThat(String.join(" ", RULES.candidates(kind, branch))
                        .replace("refs/heads/", "branch:")
                        .replace("refs/tags/", "tag:"))
                .isEqualTo(candidates);
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
        var tracked = Tracked.among(refs, SOURCE, new Source("u", ref, pinned), RULES);
        assertThat(tracked.map(Tracked::ref).orElse("")).isEqualTo(followed);
        assertThat(tracked.flatMap(Tracked::note).isPresent()).isEqualTo(shown);
        assertThat(tracked.map(Tracked::id).orElse("id of ")).isEqualTo("id of " + followed);
    }

    @Test
    void aPinnedCommitIdNeedsNoRef() {
        Source pin = new Source("u", "a".repeat(40), true);
        assertThat(Tracked.wanted(SOURCE, pin, RULES)).isEmpty();
        assertThat(Tracked.among(Map.of(), SOURCE, pin, RULES).orElseThrow().fixed(pin))
                .isTrue();
    }
}
