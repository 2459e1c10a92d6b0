package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.openpgp.KeyFolder;
import penstock.edge.openpgp.OpenPgpSigner;
import penstock.edge.openpgp.SignedFiles;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.RpmFile;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.MemoryPublicKeys;
import penstock.repo.PackageXml;

/**
 * Part 2, C3: whatever a file with the name of an RPM holds, all that reads headers (builds, metadata, signatures) answers with what it
 * says, that it is no RPM, or a failure in words; and makes no more in memory than a small multiple of the file.
 */
@ExtendWith(LeftoverCheck.class)
class RpmFuzzTest {
    private static final long SEED = 20261125;
    private static final int FILES = 2_000;
    private static final int LEAD = 96;
    private static final int INTRO = 16;
    private static final int ENTRY = 16;

    private static final int[] HUGE = {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 30, 0x01000000, 0xffff, 0x10000};

    /** A value of a byte or two becomes an object, in a list, as bytes and as text. */
    private static final long MOST_FOR_A_BYTE = 200;

    private static final long MOST_FOR_ANY_FILE = 8 << 20;

    private static final String SPEC = """
            Name: sluice
            Epoch: 2
            Version: 1.5~rc1
            Release: 3
            Summary: A gate
            License: Apache-2.0
            BuildArch: noarch
            Requires: gate > 1.0, (leat < 2 or leat > 3)
            Provides: weir = 7
            Recommends: mill
            Conflicts: dam < 3
            %description
            A gate in a channel.
            %install
            mkdir -p %{buildroot}/opt/sluice/deep
            for i in 1 2 3 4 5 6 7 8; do echo $i > %{buildroot}/opt/sluice/deep/$i; done
            %files
            /opt/sluice
            %changelog
            * Sun Mar 01 2026 A <a@example.org> - 1.5-1
            - Opened
            """;

    @TempDir
    static Path folder;

    private static final List<byte[]> RPMS = new ArrayList<>();

    private static Optional<OpenPgpSigner> signer = Optional.empty();

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeAll
    static void build() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/rpmbuild")), "rpmbuild is not installed");
        Path spec = Files.writeString(folder.resolve("sluice.spec"), SPEC);
        new ProcessRunner()
                .capture(Invocation.of(
                        Duration.ofMinutes(1),
                        "rpmbuild",
                        "-ba",
                        "-D",
                        "_topdir " + folder,
                        "-D",
                        "_dbpath " + folder.resolve("db"),
                        spec.toString()))
                .orFail("building a test package");
        KeyFolder keys = KeyFolder.open(
                new KeyFolder.Settings(folder.resolve("keys"), "Penstock", 2048, Optional.empty()),
                new MemoryPublicKeys(),
                InstantSource.system());
        signer = Optional.of(new OpenPgpSigner(keys, InstantSource.system()));
        Path unsigned = folder.resolve("RPMS/noarch/sluice-1.5~rc1-3.noarch.rpm");
        Path signed = folder.resolve("signed.rpm");
        assertThat(signer.orElseThrow().signRpm(unsigned, signed)).isEmpty();
        for (Path rpm : List.of(unsigned, signed, folder.resolve("SRPMS/sluice-1.5~rc1-3.src.rpm"))) {
            RPMS.add(Files.readAllBytes(rpm));
        }
    }

    @Test
    @Tag("extended")
    void whatever_was_done_to_a_package_is_told_in_words_and_costs_little() throws Exception {
        for (byte[] rpm : RPMS) {
            assertThat(readable(rpm, "an RPM as it was")).isTrue();
        }
        Random random = new Random(SEED);
        int readable = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = RPMS.get(random.nextInt(RPMS.size())).clone();
            String what = "seed " + SEED + ", file " + i;
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes = changed(bytes, random);
            }
            readable += readable(bytes, what) ? 1 : 0;
        }
        assertThat(readable).as("files that were still RPMs").isBetween(FILES / 20, FILES * 19 / 20);
    }

    @Test
    void thousands_of_tags_that_all_claim_the_same_megabyte() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        megabyte[megabyte.length - 1] = 0;
        for (int type : new int[] {3, 4, 5, 6, 7, 8, 9}) {
            int count = type == 5 ? 1 << 17 : type == 4 ? 1 << 18 : type == 3 ? 1 << 19 : type == 7 ? 1 << 20 : 1;
            assertThat(readable(forged(60_000, 0, type, count, megabyte), "type " + type))
                    .isFalse();
        }
    }

    @Test
    void a_million_empty_texts() throws Exception {
        assertThat(readable(forged(100, 0, 8, 1 << 20, new byte[1 << 20]), "empty texts"))
                .isFalse();
    }

    @Test
    void one_long_folder_with_many_files() throws Exception {
        int names = 100_000;
        byte[] folderName = "/".repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer store = ByteBuffer.allocate(4 * names + 2 * names + folderName.length + 200);
        ByteBuffer index = ByteBuffer.allocate(ENTRY * 6);
        index.putInt(1116).putInt(4).putInt(0).putInt(names);
        store.position(4 * names);
        index.putInt(1117).putInt(8).putInt(store.position()).putInt(names);
        store.put("f\0".repeat(names).getBytes(StandardCharsets.US_ASCII));
        index.putInt(1118).putInt(8).putInt(store.position()).putInt(1);
        store.put(folderName).put((byte) 0);
        for (int tag : new int[] {1000, 1001, 1002}) {
            index.putInt(tag).putInt(6).putInt(store.position()).putInt(1);
            store.put("1\0".getBytes(StandardCharsets.US_ASCII));
        }
        ByteBuffer rpm = ByteBuffer.allocate(LEAD + INTRO + INTRO + index.limit() + store.limit());
        rpm.put(RPMS.getFirst(), 0, LEAD);
        intro(rpm, 0, 0);
        intro(rpm, 6, store.limit());
        rpm.put(index.array()).put(store.array());
        assertThat(readable(rpm.array(), "one long folder")).isFalse();
    }

    /** Says whether metadata could be made of it. */
    private boolean readable(byte[] bytes, String what) throws Exception {
        Path place = Files.createTempDirectory(folder, "it");
        Path file = Files.write(place.resolve("it.rpm"), bytes);
        Path signed = folder.resolve(place.getFileName() + ".rpm");
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean readable;
        try {
            new RpmFile().read(file);
            readable = described(file);
            boolean refused = signer.orElseThrow().signRpm(file, signed).isPresent();
            assertThat(Files.exists(signed)).as(what).isEqualTo(!refused);
            assertThat(new SignedFiles().in(place)).as(what).isNotEmpty();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + ": " + e, e);
        }
        long made = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(made).as("%s: bytes in memory", what).isLessThan(MOST_FOR_ANY_FILE + MOST_FOR_A_BYTE * bytes.length);
        Files.deleteIfExists(signed);
        Files.delete(file);
        Files.delete(place);
        return readable;
    }

    private static boolean described(Path file) {
        try {
            return new RpmFile()
                    .describe(file)
                    .map(it -> PackageXml.of(it, "0".repeat(64), 0))
                    .isPresent();
        } catch (OutsideFailure told) {
            assertThat(told).hasMessageContaining(file.toString());
            return false;
        }
    }

    private static byte[] changed(byte[] rpm, Random random) {
        ByteBuffer bytes = ByteBuffer.wrap(rpm);
        if (rpm.length < LEAD + INTRO) {
            return rpm;
        }
        int section = random.nextBoolean() ? LEAD : header(bytes);
        int tags = section + INTRO > rpm.length ? 0 : Math.clamp(bytes.getInt(section + 8), 0, 200);
        int entry = section + INTRO + ENTRY * random.nextInt(tags + 1);
        boolean there = entry + ENTRY <= rpm.length;
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(rpm, random.nextInt(rpm.length));
            }
            case 1 ->
                bytes.putInt(
                        Math.min(section + 8 + 4 * random.nextInt(2), rpm.length - 4),
                        HUGE[random.nextInt(HUGE.length)]);
            case 2, 3 -> {
                if (there) {
                    bytes.putInt(entry + 4 * random.nextInt(4), number(random));
                }
            }
            case 4 -> {
                if (there) {
                    bytes.putInt(entry + 4, random.nextInt(12));
                }
            }
            default -> {
                for (int flip = random.nextInt(6); flip >= 0; flip--) {
                    rpm[random.nextInt(rpm.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return rpm;
    }

    private static int number(Random random) {
        return random.nextBoolean() ? HUGE[random.nextInt(HUGE.length)] : random.nextInt(6000);
    }

    /** Where the header begins, by what the signature header says of its own size. */
    private static int header(ByteBuffer rpm) {
        long end = LEAD + INTRO + (long) ENTRY * rpm.getInt(LEAD + 8) + rpm.getInt(LEAD + 12);
        return end < LEAD || end > rpm.limit() - INTRO ? LEAD : (int) (end + 7) / 8 * 8;
    }

    /** A package whose header is tags from 1000 on that are all alike. */
    private static byte[] forged(int tags, int offset, int type, int count, byte[] store) {
        ByteBuffer rpm = ByteBuffer.allocate(LEAD + INTRO + INTRO + ENTRY * tags + store.length);
        rpm.put(RPMS.getFirst(), 0, LEAD);
        intro(rpm, 0, 0);
        intro(rpm, tags, store.length);
        for (int tag = 0; tag < tags; tag++) {
            rpm.putInt(1000 + tag).putInt(type).putInt(offset).putInt(count);
        }
        return rpm.put(store).array();
    }

    private static void intro(ByteBuffer rpm, int tags, int bytes) {
        rpm.putInt(0x8eade801).putInt(0).putInt(tags).putInt(bytes);
    }
}
