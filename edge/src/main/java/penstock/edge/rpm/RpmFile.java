package penstock.edge.rpm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.parse.InputHeader;
import org.eclipse.packager.rpm.parse.RpmInputStream;
import penstock.engine.build.RpmHeaders;
import penstock.engine.port.OutsideFailure;

/**
 * Reads headers of RPM files. Files may be forged: sizes that a header claims are checked against the file and rpm's own limits
 * before anything is read for them. Tags are those of rpm's {@code rpmtag.h}.
 */
public final class RpmFile implements RpmHeaders {
    private static final int LEAD = 96;
    private static final int MAGIC = 0x8eade801;
    private static final int MOST_TAGS = 0xffff;
    private static final int MOST_BYTES = 64 << 20;

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int ARCH = 1022;
    private static final int SOURCE_RPM = 1044;
    private static final int REQUIRE_FLAGS = 1048;
    private static final int REQUIRE_NAME = 1049;
    private static final int REQUIRE_VERSION = 1050;
    private static final int DIR_INDEXES = 1116;
    private static final int BASE_NAMES = 1117;
    private static final int DIR_NAMES = 1118;

    private static final int LESS = 2;
    private static final int GREATER = 4;
    private static final int EQUAL = 8;

    @Override
    public Optional<RpmHeader> read(Path rpm) throws OutsideFailure {
        try {
            if (!sane(rpm)) {
                return Optional.empty();
            }
            try (var in = new RpmInputStream(new BufferedInputStream(Files.newInputStream(rpm)))) {
                return Optional.of(header(in.getPayloadHeader()));
            }
        } catch (java.nio.file.FileSystemException e) {
            throw new OutsideFailure("cannot read " + rpm + ": " + e, false, e);
        } catch (IOException | RuntimeException e) {
            // The library has no exception of its own for a header that it cannot read.
            return Optional.empty();
        }
    }

    /** Whether lead, signature and header are there with sizes that the file has. */
    private static boolean sane(Path rpm) throws IOException {
        try (var channel = FileChannel.open(rpm)) {
            long signature = end(channel, LEAD);
            return signature > 0 && end(channel, (signature + 7) / 8 * 8) > 0;
        }
    }

    private static long end(FileChannel channel, long start) throws IOException {
        var intro = ByteBuffer.allocate(16);
        while (intro.hasRemaining()) {
            if (channel.read(intro, start + intro.position()) < 0) {
                return -1;
            }
        }
        intro.flip();
        int magic = intro.getInt();
        intro.getInt();
        int tags = intro.getInt();
        int bytes = intro.getInt();
        boolean within = tags >= 0 && tags <= MOST_TAGS && bytes >= 0 && bytes <= MOST_BYTES;
        long end = start + 16 + 16L * tags + bytes;
        return magic == MAGIC && within && end <= channel.size() ? end : -1;
    }

    private static RpmHeader header(InputHeader<RpmTag> raw) {
        var epoch = raw.getOptionalTag(EPOCH).map(e -> numbers(e)[0] + ":").orElse("");
        boolean source = raw.getOptionalTag(SOURCE_RPM).isEmpty();
        return new RpmHeader(
                text(raw, NAME),
                epoch + text(raw, VERSION) + "-" + text(raw, RELEASE),
                source ? "src" : text(raw, ARCH),
                requires(raw),
                files(raw));
    }

    private static List<String> requires(InputHeader<RpmTag> raw) {
        var names = texts(raw, REQUIRE_NAME);
        var versions = texts(raw, REQUIRE_VERSION);
        var flags = raw.getOptionalTag(REQUIRE_FLAGS).map(RpmFile::numbers).orElse(new int[0]);
        var out = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).startsWith("rpmlib(")) {
                out.add(relation(names.get(i), flags[i], versions.get(i)));
            }
        }
        return out.stream().distinct().toList();
    }

    static String relation(String name, int flags, String version) {
        if (version.isEmpty()) {
            return name;
        }
        var sign = ((flags & LESS) != 0 ? "<" : "")
                + ((flags & GREATER) != 0 ? ">" : "")
                + ((flags & EQUAL) != 0 ? "=" : "");
        return name + " " + sign + " " + version;
    }

    private static List<String> files(InputHeader<RpmTag> raw) {
        var names = texts(raw, BASE_NAMES);
        var folders = texts(raw, DIR_NAMES);
        var indexes = raw.getOptionalTag(DIR_INDEXES).map(RpmFile::numbers).orElse(new int[0]);
        var out = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            out.add(folders.get(indexes[i]) + names.get(i));
        }
        return out;
    }

    private static String text(InputHeader<RpmTag> raw, int tag) {
        return texts(raw, tag).getFirst();
    }

    private static List<String> texts(InputHeader<RpmTag> raw, int tag) {
        return raw.getOptionalTag(tag)
                .map(value -> switch (value) {
                    case String one -> List.of(one);
                    case String[] many -> List.of(many);
                    default -> throw new IllegalArgumentException("tag " + tag + " holds no text");
                })
                .orElse(List.of());
    }

    private static int[] numbers(Object value) {
        return switch (value) {
            case Integer one -> new int[] {one};
            case int[] many -> many;
            case Integer[] many ->
                java.util.Arrays.stream(many).mapToInt(Integer::intValue).toArray();
            default -> throw new IllegalArgumentException("not numbers: " + value.getClass());
        };
    }
}
