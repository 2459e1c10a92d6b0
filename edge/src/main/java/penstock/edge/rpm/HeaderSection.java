package penstock.edge.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.repo.RpmHeaderBounds;

/**
 * One of the two header sections of an RPM file (rpm's docs/manual/format_header): an index of tags, and a store that it points into.
 * Files may be forged: sizes, counts and offsets are checked against the file and rpm's own limits before anything is read or allocated for
 * them. packager-rpm, which writes our tests' RPMs, does neither, and replaces bytes that are not UTF-8, which metadata must not.
 */
final class HeaderSection {
    private static final int LEAD = 96;
    private static final int MAGIC = 0x8eade801;
    private static final int INTRO = 16;
    private static final int ENTRY = 16;
    private static final int MOST_TAGS = 0xffff;
    private static final int MOST_BYTES = 64 << 20;

    private static final int INT16 = 3;
    private static final int INT32 = 4;
    private static final int INT64 = 5;
    private static final int STRING = 6;
    private static final int STRING_ARRAY = 8;
    private static final int I18N = 9;

    private final long start;
    private final long end;
    private final ByteBuffer store;
    private final Map<Integer, Entry> entries = new HashMap<>();

    private HeaderSection(long start, ByteBuffer index, ByteBuffer store) {
        this.start = start;
        this.end = start + INTRO + index.limit() + store.limit();
        this.store = store;
        RpmHeaderBounds.check(index, store);
        while (index.hasRemaining()) {
            int tag = index.getInt();
            entries.put(tag, new Entry(index.getInt(), index.getInt(), index.getInt()));
        }
    }

    private record Entry(int type, int offset, int count) {}

    /** @param size of the whole file */
    record Both(HeaderSection signature, HeaderSection header, long size) {}

    /**
     * Empty when the file has no such sections of sizes that it can have.
     *
     * @throws IllegalArgumentException when a section has tags that claim more than it has
     */
    static Optional<Both> read(Path rpm) throws IOException {
        try (var channel = FileChannel.open(rpm)) {
            var signature = at(channel, LEAD);
            if (signature.isEmpty()) {
                return Optional.empty();
            }
            long size = channel.size();
            return at(channel, (signature.get().end() + 7) / 8 * 8)
                    .map(header -> new Both(signature.get(), header, size));
        }
    }

    private static Optional<HeaderSection> at(FileChannel channel, long start) throws IOException {
        var intro = ByteBuffer.allocate(INTRO);
        if (!fill(channel, start, intro)) {
            return Optional.empty();
        }
        int magic = intro.getInt();
        intro.getInt();
        int tags = intro.getInt();
        int bytes = intro.getInt();
        boolean within = tags >= 0 && tags <= MOST_TAGS && bytes >= 0 && bytes <= MOST_BYTES;
        if (magic != MAGIC || !within || start + INTRO + (long) ENTRY * tags + bytes > channel.size()) {
            return Optional.empty();
        }
        var index = ByteBuffer.allocate(ENTRY * tags);
        var store = ByteBuffer.allocate(bytes);
        boolean read = fill(channel, start + INTRO, index) && fill(channel, start + INTRO + index.limit(), store);
        return read ? Optional.of(new HeaderSection(start, index, store)) : Optional.empty();
    }

    private static boolean fill(FileChannel channel, long from, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                return false;
            }
        }
        buffer.flip();
        return true;
    }

    /** Where it begins in the file. */
    long start() {
        return start;
    }

    /** Where in the file the next thing begins, padding left aside. */
    long end() {
        return end;
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The first text of a tag, as UTF-8; throws when there is none. */
    String text(int tag) {
        var texts = texts(tag);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("tag " + tag + " has no text");
        }
        return texts.getFirst();
    }

    List<String> texts(int tag) {
        return raw(tag).stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }

    /**
     * The texts of a tag as they are; none when it is not there.
     *
     * @throws IllegalArgumentException when the tag holds something else
     */
    List<byte[]> raw(int tag) {
        var entry = entries.get(tag);
        if (entry == null) {
            return List.of();
        }
        if (entry.type() != STRING && entry.type() != STRING_ARRAY && entry.type() != I18N) {
            throw new IllegalArgumentException("tag " + tag + " holds no text");
        }
        var texts = new ArrayList<byte[]>();
        int from = entry.offset();
        for (int i = 0; i < entry.count(); i++) {
            int end = from;
            while (store.get(end) != 0) {
                end++;
            }
            texts.add(slice(from, end));
            from = end + 1;
        }
        return texts;
    }

    private byte[] slice(int from, int end) {
        var bytes = new byte[end - from];
        store.get(from, bytes);
        return bytes;
    }

    /** The numbers of a tag, unsigned; none when it is not there. Throws as {@link #raw} does. */
    long[] numbers(int tag) {
        var entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        int size = switch (entry.type()) {
            case INT16 -> 2;
            case INT32 -> 4;
            case INT64 -> 8;
            default -> throw new IllegalArgumentException("tag " + tag + " holds no numbers");
        };
        var numbers = new long[entry.count()];
        for (int i = 0; i < numbers.length; i++) {
            int at = entry.offset() + i * size;
            numbers[i] = switch (size) {
                case 2 -> store.getShort(at) & 0xffffL;
                case 4 -> store.getInt(at) & 0xffffffffL;
                default -> store.getLong(at);
            };
        }
        return numbers;
    }
}
