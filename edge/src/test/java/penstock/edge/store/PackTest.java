package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.edge.rpm.RpmFile;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.MetadataKind;

/** A pack's file is one that somebody else may have replaced, or a power cut spoiled. */
@ExtendWith(LeftoverCheck.class)
class PackTest {
    private static final Pack.Room OWN = length -> Pack.Piece.of(new byte[length]);

    @TempDir
    Path folder;

    private Path file;
    private Pack pack;
    private String key;

    @BeforeEach
    void written() throws Exception {
        PublishedSite site = PublishedSite.open(folder.resolve("site"));
        SortedMap<String, String> files = new TreeMap<>();
        for (Artifact rpm : site.entry("nova", "", "1").packages()) {
            files.put(rpm.file(), rpm.sha256());
        }
        Shard shard = new Shard("4f", files);
        key = Pack.key(shard, "packages/4f/");
        pack = Pack.of(
                shard, "packages/4f/", new KeptFragments(folder.resolve("fragments"), site.store, new RpmFile()));
        file = folder.resolve("packs/4f");
        pack.write(file);
    }

    private static String text(Pack pack, MetadataKind kind) {
        Pack.Piece piece = pack.text(kind);
        return new String(piece.array(), piece.from(), piece.length(), StandardCharsets.UTF_8);
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        Pack read = Pack.read(file, key, OWN).orElseThrow();
        PackHead head = Pack.head(file, key).orElseThrow();
        for (MetadataKind kind : MetadataKind.values()) {
            assertThat(text(read, kind)).isEqualTo(text(pack, kind)).contains("nova");
            assertThat(head.textLength(kind)).isEqualTo(pack.text(kind).length());
        }
        assertThat(head.bytes()).isEqualTo(pack.head().bytes());
    }

    @Test
    void isReadIntoTheRoomThatThereIs() throws Exception {
        TextArea area = new TextArea(pack.size() + 10);
        Pack first = Pack.read(file, key, area::take).orElseThrow();
        Pack second = Pack.read(file, key, area::take).orElseThrow();
        assertThat(second.text(MetadataKind.OTHER).array())
                .as("an array of its own")
                .isNotSameAs(first.text(MetadataKind.OTHER).array());
        area.clear();
        Pack third = Pack.read(file, key, area::take).orElseThrow();
        assertThat(third.text(MetadataKind.OTHER).array())
                .isSameAs(first.text(MetadataKind.OTHER).array());
        for (Pack read : List.of(first, second, third)) {
            assertThat(text(read, MetadataKind.FILELISTS)).isEqualTo(text(pack, MetadataKind.FILELISTS));
        }
    }

    @Test
    void ofAnotherKeyIsAsGoodAsNone() throws Exception {
        String other = "0".repeat(key.length());
        assertThat(Pack.read(file, other, OWN)).isEmpty();
        assertThat(Pack.head(file, other)).isEmpty();
        assertThat(Pack.read(folder.resolve("packs/00"), key, OWN)).isEmpty();
    }

    /** Every byte in turn is another, and every length too short. */
    @Test
    void thatIsSpoiledIsAsGoodAsNone() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        int head = pack.head().size();
        for (int at = 0; at < whole.length; at += at < head ? 1 : 97) {
            byte[] spoiled = whole.clone();
            spoiled[at] ^= 0x10;
            Files.write(file, spoiled);
            assertThat(Pack.read(file, key, OWN)).as("byte %d", at).isEmpty();
            assertThat(Pack.head(file, key).isPresent()).as("head, byte %d", at).isEqualTo(at >= head);
            Files.write(file, Arrays.copyOf(whole, at));
            assertThat(Pack.read(file, key, OWN)).as("cut at %d", at).isEmpty();
        }
    }
}
