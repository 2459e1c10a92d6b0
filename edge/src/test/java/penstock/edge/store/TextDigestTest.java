package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.testkit.LeftoverCheck;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

@ExtendWith(LeftoverCheck.class)
class TextDigestTest {
    private static final Pattern FILE = Pattern.compile(
            "<checksum type=\"sha256\">(\\w+)</checksum>\\s*<open-checksum type=\"sha256\">(\\w+)</open-checksum>\\s*<location href=\"([^\"]+)\"");

    private static Pack.Piece piece(String text) {
        byte[] bytes = ("#" + text).getBytes(StandardCharsets.UTF_8);
        return new Pack.Piece(bytes, 1, bytes.length - 1);
    }

    private static TextDigest digested(String head, List<String> packs, Optional<TextDigest.Known> before) {
        TextDigest digest = TextDigest.begin(head, List.copyOf(packs), before);
        packs.subList(digest.had(), packs.size()).forEach(pack -> digest.pack(piece(pack)));
        return digest;
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Each text in turn after the one before it: packs changed, moved, put in and taken out, and now and then another head. */
    @Test
    void itIsTheDigestOfTheWholeTextWhateverIsKnownOfTheOneBefore() {
        Random random = new Random(20261129);
        for (int run = 0; run < 40; run++) {
            List<String> packs = new ArrayList<>();
            String head = "head";
            Optional<TextDigest.Known> known = Optional.empty();
            for (int round = 0; round < 30; round++) {
                int at = random.nextInt(packs.size() + 1);
                switch (random.nextInt(4)) {
                    case 0 -> packs.add(at, "pack " + random.nextInt(1_000));
                    case 1 -> packs.subList(Math.max(0, at - 1), at).clear();
                    case 2 -> packs.addAll(List.of("a" + round, "b" + round, "c" + round));
                    default -> head = random.nextInt(5) == 0 ? "head " + round : head;
                }
                TextDigest digest = digested(head, packs, known);
                known = Optional.of(digest.known());
                digest.add(piece("own and tail"));
                byte[] whole = (head + String.join("", packs) + "own and tail").getBytes(StandardCharsets.UTF_8);
                assertThat(digest.crc()).isEqualTo(crc(whole));
                assertThat(digest.size()).isEqualTo(whole.length);
                assertThat(digest.finish()).isEqualTo(Sha256.hex(whole));
            }
        }
    }

    @Test
    void whatTheNextTextBeginsWithIsNotDigestedAgain() {
        List<String> packs = List.of("a", "b", "c", "d");
        TextDigest.Known known = digested("head", packs, Optional.empty()).known();
        List<String> others = Arrays.asList("a", "b", "x", "d");
        TextDigest next = TextDigest.begin("head", others, Optional.of(known));
        assertThat(next.had()).isEqualTo(2);
        List.of("x", "d").forEach(pack -> next.pack(piece(pack)));
        assertThat(next.finish()).isEqualTo(Sha256.hex("headabxd".getBytes(StandardCharsets.UTF_8)));
    }

    /** Ten packages of one publisher, one after the other built again: what each index says of its files is so. */
    @Test
    void snapshotsInSuccessionSayOfTheirFilesWhatTheyAre(@TempDir Path folder) throws Exception {
        PublishedSite site = PublishedSite.open(folder);
        List<SnapshotEntry> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entries.add(later(site.entry("project" + i, "", "1"), i));
        }
        Random random = new Random(29);
        for (int round = 0; round < 12; round++) {
            int changed = random.nextInt(entries.size());
            SnapshotEntry made = later(site.entry("project" + changed, "", String.valueOf(10 + round)), 100 + round);
            entries.set(changed, made);
            List<SnapshotEntry> all = new ArrayList<>(List.of(made));
            entries.stream().filter(entry -> !entry.equals(made)).forEach(all::add);
            isWhatItSays(site, site.current(all.toArray(SnapshotEntry[]::new)));
        }
    }

    private static SnapshotEntry later(SnapshotEntry entry, int seconds) {
        return new SnapshotEntry(
                entry.build(),
                entry.extended(),
                entry.nvr(),
                entry.status(),
                entry.succeeded().plusSeconds(seconds),
                entry.artifacts());
    }

    private static void isWhatItSays(PublishedSite site, Snapshot snapshot) throws Exception {
        Path repository = site.line().resolve(snapshot.directory());
        List<MatchResult> files = FILE.matcher(Files.readString(repository.resolve("repodata/repomd.xml")))
                .results()
                .toList();
        assertThat(files).hasSize(3);
        for (MatchResult file : files) {
            byte[] packed = Files.readAllBytes(repository.resolve(file.group(3)));
            assertThat(Sha256.hex(packed)).isEqualTo(file.group(1));
            try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(packed));
                    ByteArrayOutputStream open = new ByteArrayOutputStream()) {
                text.transferTo(open);
                assertThat(Sha256.hex(open.toByteArray())).isEqualTo(file.group(2));
            }
        }
    }
}
