package penstock.edge.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import penstock.repo.MetadataKind;

/**
 * What each snapshot with a shard writes of its metadata, and all that it needs of it while the texts before and in it are known
 * ({@link TextDigest}): the deflated texts, a sixteenth or so of a {@link Pack}, which begins with it.
 *
 * <pre>
 * form  length of all this  key  3 lengths  3 lengths of texts  3 CRCs of texts
 * primary deflated  filelists deflated  other deflated
 * CRC of what is before it
 * </pre>
 */
final class PackHead implements RecentSlots.Keyed {
    static final List<MetadataKind> KINDS = List.of(MetadataKind.PRIMARY, MetadataKind.FILELISTS, MetadataKind.OTHER);

    private static final int FORM = 0x50535033;
    private static final int KEY_AT = 8;
    private static final int KEY = 64;
    private static final int LENGTHS_AT = KEY_AT + KEY;
    private static final int TEXTS_AT = LENGTHS_AT + 4 * KINDS.size();
    private static final int CRCS_AT = TEXTS_AT + 4 * KINDS.size();
    private static final int PIECES_AT = CRCS_AT + 4 * KINDS.size();
    private static final int CRC = 4;
    private static final int LARGEST = 256 << 20;

    private final byte[] bytes;
    private final ByteBuffer fields;

    private PackHead(byte[] bytes) {
        this.bytes = bytes;
        this.fields = ByteBuffer.wrap(bytes);
    }

    /**
     * Makes one.
     *
     * @param texts of each kind, in the order of {@link #KINDS}
     * @param deflated the same
     */
    static PackHead of(String key, List<byte[]> texts, List<byte[]> deflated) {
        int length = Math.addExact(
                PIECES_AT + CRC,
                deflated.stream().mapToInt(piece -> piece.length).reduce(0, Math::addExact));
        ByteBuffer to = ByteBuffer.allocate(length).putInt(FORM).putInt(length);
        to.put(key.getBytes(StandardCharsets.US_ASCII));
        deflated.forEach(piece -> to.putInt(piece.length));
        texts.forEach(text -> to.putInt(text.length));
        texts.forEach(text -> to.putInt(crc(text, 0, text.length)));
        deflated.forEach(to::put);
        to.putInt(crc(to.array(), 0, to.position()));
        return new PackHead(to.array());
    }

    static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Reads one, and nothing behind it, if it is that of a key, and whole: one that a power cut spoiled is as good as none. */
    static Optional<PackHead> read(DataInputStream in, String key) throws IOException {
        byte[] start = in.readNBytes(KEY_AT);
        if (start.length < KEY_AT || ByteBuffer.wrap(start).getInt() != FORM) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(start).getInt(4);
        if (length < PIECES_AT + CRC || length > LARGEST) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(start, length);
        int read = in.readNBytes(bytes, KEY_AT, length - KEY_AT);
        PackHead head = new PackHead(bytes);
        return read == length - KEY_AT && head.hasKey(key) && head.isWhole() ? Optional.of(head) : Optional.empty();
    }

    private boolean isWhole() {
        int crc = bytes.length - CRC;
        return fields.getInt(crc) == crc(bytes, 0, crc);
    }

    @Override
    public boolean hasKey(String key) {
        return new String(bytes, KEY_AT, KEY, StandardCharsets.US_ASCII).equals(key);
    }

    @Override
    public int size() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    Pack.Piece deflated(MetadataKind kind) {
        int number = KINDS.indexOf(kind);
        int from = PIECES_AT;
        for (int i = 0; i < number; i++) {
            from += fields.getInt(LENGTHS_AT + 4 * i);
        }
        return new Pack.Piece(bytes, from, fields.getInt(LENGTHS_AT + 4 * number));
    }

    /** In bytes. */
    int textLength(MetadataKind kind) {
        return fields.getInt(TEXTS_AT + 4 * KINDS.indexOf(kind));
    }

    boolean isText(MetadataKind kind, Pack.Piece text) {
        return fields.getInt(CRCS_AT + 4 * KINDS.indexOf(kind)) == crc(text.array(), text.from(), text.length());
    }
}
