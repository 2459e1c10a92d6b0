package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.dlrn.TakeOver.Placed;

/** Part 4, D2: the repositories of a DLRN instance. */
class ForeignTreeTest {
    private static final String ONE = "aa/aa/" + "a".repeat(40) + "_dddddddd";
    private static final String TWO = "component/x/bb/bb/" + "b".repeat(40) + "_dddddddd";
    private static final String GONE = "cc/cc/" + "c".repeat(40) + "_dddddddd";

    @TempDir
    private Path folder;

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve("repos").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve("repos").resolve(path), Path.of(target));
    }

    @Test
    void snapshotsAreCopiedWithLinksAmongThemAndLabels() throws Exception {
        write(ONE + "/a.rpm", "a");
        write(ONE + "/repodata/repomd.xml", "<repomd/>");
        write(TWO + "/b.rpm", "b");
        write("secret", "s");
        link(TWO + "/a.rpm", "../../../../../" + ONE + "/a.rpm");
        link(TWO + "/secret", "../../../../../secret");
        link(TWO + "/passwd", "/etc/passwd");
        link("current", ONE);
        link("tested", TWO);
        link("odd", "secret");
        link("component/x/current", TWO.substring("component/x/".length()));
        Path line = folder.resolve("line");
        ForeignTree tree = new ForeignTree(folder.resolve("repos"), line);
        ForeignTree.Copied copied = tree.copy(List.of(ONE, TWO, GONE, "../x"), text -> {});
        assertThat(copied.done()).containsExactly(ONE, TWO);
        assertThat(copied.missing()).containsExactly(GONE, "../x");
        assertThat(line.resolve(TWO).resolve("a.rpm")).hasContent("a");
        assertThat(line.resolve(ONE).resolve("repodata/repomd.xml")).hasContent("<repomd/>");
        assertThat(Files.exists(line.resolve(TWO).resolve("secret"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(Files.exists(line.resolve(TWO).resolve("passwd"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(tree.labels(copied.done(), false))
                .containsExactlyInAnyOrder(new Placed("", "current", ONE), new Placed("", "tested", TWO));
        assertThat(Files.readSymbolicLink(line.resolve("tested"))).hasToString(TWO);
        assertThat(tree.labels(copied.done(), true)).containsExactly(new Placed("x", "current", TWO));
        assertThat(line.resolve("component/x/current/b.rpm")).hasContent("b");
        assertThat(tree.copy(List.of(ONE), text -> {}).done()).containsExactly(ONE);
    }
}
