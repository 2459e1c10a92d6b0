package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.change.LoggedCommit;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;

/** B3: what {@link Mirror} promises, held against the fake and against real git. */
public abstract class MirrorContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    protected abstract Mirror mirror();

    /** A new, empty repository. */
    protected abstract ScriptedRepository repository() throws Exception;

    /** Commits on one branch, a minute apart, each adding a file of its name. Returns their ids, oldest first. */
    private static List<String> commits(ScriptedRepository repository, String branch, String... names) {
        List<String> ids = new ArrayList<>();
        for (String name : names) {
            List<String> parents = ids.isEmpty() ? List.of() : List.of(ids.getLast());
            Instant when = T0.plus(Duration.ofMinutes(ids.size()));
            ids.add(repository.add(parents, name + "\n\nWhy " + name, Map.of(name, name + "\n"), when));
        }
        repository.branch(branch, ids.getLast());
        return ids;
    }

    private static List<String> ids(List<Commit> commits) {
        return commits.stream().map(Commit::id).toList();
    }

    @Test
    void remoteRefsAreWhatWasAskedFor() throws Exception {
        ScriptedRepository far = repository();
        List<String> ids = commits(far, "master", "a", "b");
        far.branch("stable/x", ids.getFirst());
        far.tag("1.0", ids.getFirst());
        assertThat(mirror().remoteRefs(far.url()))
                .containsOnly(
                        Map.entry("HEAD", ids.getLast()),
                        Map.entry("refs/heads/master", ids.getLast()),
                        Map.entry("refs/heads/stable/x", ids.getFirst()),
                        Map.entry("refs/tags/1.0", ids.getFirst()));
        assertThat(mirror().remoteRefs(far.url(), List.of("refs/heads/master", "refs/heads/no", "refs/tags/")))
                .containsOnlyKeys("refs/heads/master", "refs/tags/1.0");
    }

    @Test
    void anEmptyRepositoryHasNoRefsAndCanBeFetched() throws Exception {
        ScriptedRepository far = repository();
        assertThat(mirror().remoteRefs(far.url())).isEmpty();
        mirror().fetch(far.url());
        assertThat(mirror().resolve(far.url(), "master")).isEmpty();
    }

    @Test
    void whatIsNotThereIsAFailureThatNamesTheUrl() throws Exception {
        String url = repository().url() + "-not";
        assertThatThrownBy(() -> mirror().remoteRefs(url))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining(url);
        assertThatThrownBy(() -> mirror().fetch(url))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining(url);
        assertThat(mirror().resolve(url, "master")).isEmpty();
    }

    @Test
    void aNameIsResolvedInTheLocalCopyAlone() throws Exception {
        ScriptedRepository far = repository();
        List<String> ids = commits(far, "master", "a", "b");
        assertThat(mirror().resolve(far.url(), "master")).isEmpty();
        mirror().fetch(far.url());
        far.tag("1.0", ids.getFirst());
        assertThat(mirror().resolve(far.url(), "1.0")).isEmpty();
        mirror().fetch(far.url());
        for (String name :
                List.of("1.0", "refs/tags/1.0", ids.getFirst(), ids.getFirst().substring(0, 12))) {
            assertThat(mirror().resolve(far.url(), name))
                    .as(name)
                    .map(Commit::id)
                    .contains(ids.getFirst());
        }
        for (String name : List.of("no", "refs/heads/no", "0".repeat(40), "../x", "", "a b", "refs/heads/../../x")) {
            assertThat(mirror().resolve(far.url(), name)).as(name).isEmpty();
        }
    }

    @Test
    void aCommitIsReadWhole() throws Exception {
        ScriptedRepository far = repository();
        String id = far.add(List.of(), "Subject\n\nBody\n", Map.of("a", "1"), T0);
        far.branch("master", id);
        mirror().fetch(far.url());
        Commit commit = mirror().resolve(far.url(), "master").orElseThrow();
        assertThat(commit.committed()).isEqualTo(T0);
        assertThat(commit.subject()).isEqualTo("Subject");
        assertThat(commit.author()).isEqualTo("Ada Example <ada@example.org>");
        assertThat(commit.tree()).hasSize(40).isNotEqualTo(id);
    }

    @Test
    void aFetchMovesBranchesByForceAndRemovesWhatIsGone() throws Exception {
        ScriptedRepository far = repository();
        List<String> ids = commits(far, "master", "a", "b");
        far.branch("old", ids.getFirst());
        mirror().fetch(far.url());
        String other = far.add(List.of(ids.getFirst()), "other", Map.of("o", "o"), T0);
        far.branch("master", other);
        far.delete("refs/heads/old");
        far.branch("old/deeper", other);
        mirror().fetch(far.url());
        assertThat(mirror().resolve(far.url(), "master")).map(Commit::id).contains(other);
        assertThat(mirror().resolve(far.url(), "refs/heads/old")).isEmpty();
        assertThat(mirror().resolve(far.url(), "old/deeper")).map(Commit::id).contains(other);
        assertThat(mirror().resolve(far.url(), ids.getLast()))
                .as("commits stay after a rewrite")
                .isPresent();
        assertThat(mirror().isAncestor(far.url(), ids.getLast(), other)).isFalse();
        assertThat(mirror().isAncestor(far.url(), ids.getFirst(), other)).isTrue();
        assertThat(mirror().isAncestor(far.url(), other, other)).isTrue();
        assertThat(mirror().isAncestor(far.url(), "0".repeat(40), other)).isFalse();
    }

    @Test
    void theFirstParentLineLeavesOutWhatWasMerged() throws Exception {
        ScriptedRepository far = repository();
        List<String> ids = commits(far, "master", "a", "b");
        String side = far.add(List.of(ids.getFirst()), "side", Map.of("s", "s"), T0.plusSeconds(600));
        String merge = far.add(List.of(ids.getLast(), side), "merge", Map.of(), T0.plusSeconds(700));
        String last = far.add(List.of(merge), "last", Map.of("l", "l"), T0.plusSeconds(800));
        far.branch("master", last);
        mirror().fetch(far.url());
        assertThat(ids(mirror().firstParentLine(far.url(), last, ids.getFirst(), 100)))
                .containsExactly(ids.getLast(), merge, last);
        assertThat(ids(mirror().firstParentLine(far.url(), last, ids.getFirst(), 2)))
                .containsExactly(merge, last);
        assertThat(ids(mirror().firstParentLine(far.url(), last, side, 100)))
                .as("the line never meets what came in by a merge")
                .containsExactly(ids.getLast(), merge, last);
        assertThat(mirror().firstParentLine(far.url(), last, last, 100)).isEmpty();
        assertThat(mirror().firstParentLine(far.url(), ids.getFirst(), last, 100))
                .isEmpty();
    }

    @Test
    void theFirstParentLineOfARandomHistoryIsExact() throws Exception {
        randomHistory(1);
    }

    @Test
    @Tag("extended")
    void theFirstParentLineOfAnotherRandomHistoryIsExact() throws Exception {
        randomHistory(2);
    }

    private void randomHistory(long seed) throws Exception {
        ScriptedRepository far = repository();
        Random random = new Random(seed);
        Map<String, List<String>> parents = new LinkedHashMap<>();
        for (int i = 0; i < 16; i++) {
            List<String> known = new ArrayList<>(parents.keySet());
            List<String> chosen = new ArrayList<>();
            for (int p = 0; p < Math.min(known.size(), 1 + random.nextInt(2)); p++) {
                String parent = known.get(Math.max(0, known.size() - 1 - random.nextInt(5)));
                if (!chosen.contains(parent)) {
                    chosen.add(parent);
                }
            }
            Instant wild = T0.plus(Duration.ofMinutes(random.nextInt(1000)));
            parents.put(far.add(chosen, "commit " + i, Map.of("f" + i, "" + i), wild), chosen);
        }
        List<String> all = new ArrayList<>(parents.keySet());
        for (int i = 0; i < all.size(); i++) {
            far.branch("b" + i, all.get(i));
        }
        mirror().fetch(far.url());
        for (int i = 0; i < 40; i++) {
            String tip = all.get(random.nextInt(all.size()));
            String processed = all.get(random.nextInt(all.size()));
            assertThat(ids(mirror().firstParentLine(far.url(), tip, processed, 100)))
                    .isEqualTo(expectedLine(parents, tip, processed));
            assertThat(mirror().isAncestor(far.url(), processed, tip))
                    .isEqualTo(reachable(parents, tip).contains(processed));
        }
    }

    private static List<String> expectedLine(Map<String, List<String>> parents, String tip, String processed) {
        List<String> old = reachable(parents, processed);
        List<String> line = new ArrayList<>();
        String at = tip;
        while (!old.contains(at)) {
            line.add(at);
            List<String> above = parents.getOrDefault(at, List.of());
            if (above.isEmpty()) {
                break;
            }
            at = above.getFirst();
        }
        return line.reversed();
    }

    private static List<String> reachable(Map<String, List<String>> parents, String from) {
        List<String> found = new ArrayList<>(List.of(from));
        for (int i = 0; i < found.size(); i++) {
            for (String parent : parents.getOrDefault(found.get(i), List.of())) {
                if (!found.contains(parent)) {
                    found.add(parent);
                }
            }
        }
        return found;
    }

    @Test
    void theLogIsNewestFirstWithTagsAndEndsWhereAsked() throws Exception {
        ScriptedRepository far = repository();
        List<String> ids = commits(far, "master", "a", "b", "c");
        far.tag("1.0", ids.get(1));
        far.tag("v1", ids.get(1));
        mirror().fetch(far.url());
        List<LoggedCommit> all = mirror().log(far.url(), ids.getLast(), _ -> false);
        assertThat(all.stream().map(LoggedCommit::commit).map(Commit::id)).isEqualTo(ids.reversed());
        assertThat(all.get(1).tags()).containsExactlyInAnyOrder("1.0", "v1");
        assertThat(all.get(1).message().strip()).isEqualTo("b\n\nWhy b");
        assertThat(all.get(1).parents()).containsExactly(ids.getFirst());
        assertThat(mirror().log(
                                far.url(),
                                ids.getLast(),
                                logged -> !logged.tags().isEmpty()))
                .hasSize(2);
    }

    @Test
    void filesAndTreesAreThoseOfTheCommit() throws Exception {
        ScriptedRepository far = repository();
        String first = far.add(List.of(), "first", Map.of("a", "one", "dir/b", "two", "dir.x", "dot"), T0);
        String second = far.add(List.of(first), "second", Map.of("a", "changed"), T0);
        String third = far.addEntry(second, FakeMirror.LINK, "link", "a");
        far.branch("master", third);
        mirror().fetch(far.url());
        String url = far.url();
        assertThat(mirror().file(url, first, "a", 10)).map(MirrorContract::text).contains("one");
        assertThat(mirror().file(url, third, "a", 10)).map(MirrorContract::text).contains("changed");
        assertThat(mirror().file(url, third, "dir/b", 10))
                .map(MirrorContract::text)
                .contains("two");
        for (String path : List.of("no", "dir", "link", "", "/a", "dir/", "../a", "dir//b")) {
            assertThat(mirror().file(url, third, path, 10)).as(path).isEmpty();
        }
        assertThatThrownBy(() -> mirror().file(url, third, "a", 3))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContainingAll("a", "3", url);
        assertThatThrownBy(() -> mirror().file(url, "0".repeat(40), "a", 3)).isInstanceOf(OutsideFailure.class);
        assertThat(mirror().tree(url, third))
                .extracting(Mirror.TreeEntry::path)
                .containsExactly("a", "dir.x", "dir/b", "link");
        assertThat(mirror().tree(url, third).getLast().mode()).isEqualTo(FakeMirror.LINK);
    }

    @Test
    void anArchiveIsTheTreeWithTheExtraFilesAndTheSameBytesEachTime() throws Exception {
        ScriptedRepository far = repository();
        String first = far.add(List.of(), "first", Map.of("a", "one", "dir/b", "two"), T0);
        String second = far.addEntry(first, FakeMirror.EXECUTABLE, "dir/run", "#!/bin/sh\n");
        String third = far.addEntry(second, FakeMirror.LINK, "dir/link", "../a");
        far.branch("master", third);
        mirror().fetch(far.url());
        SequencedMap<String, byte[]> extra = new LinkedHashMap<>();
        extra.put("PKG-INFO", FakeMirror.text("Version: 1"));
        extra.put("a", FakeMirror.text("replaced"));
        byte[] tar = archive(far.url(), third, extra);
        assertThat(archive(far.url(), third, extra)).isEqualTo(tar);
        assertThat(TarLister.list(tar))
                .contains(
                        "-rw-r--r-- 8 p-1/a",
                        "-rw-r--r-- 3 p-1/dir/b",
                        "lrwxrwxrwx 0 p-1/dir/link -> ../a",
                        "-rwxr-xr-x 10 p-1/dir/run",
                        "-rw-r--r-- 10 p-1/PKG-INFO");
    }

    private byte[] archive(String url, String commit, SequencedMap<String, byte[]> extra) throws Exception {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        mirror().archive(url, commit, "p-1/", extra, T0, to);
        return to.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
