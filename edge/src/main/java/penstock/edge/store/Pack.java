package penstock.edge.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import penstock.engine.port.OutsideFailure;
import penstock.repo.Fragments;
import penstock.repo.GzipText;
import penstock.repo.MetadataKind;

/**
 * The metadata of a shard, ready to be put between that of others: of each kind the text, and the text deflated.
 *
 * <pre>
 * form  key  packages  6 lengths  CRC of what follows
 * primary  primary deflated  filelists  filelists deflated  other  other deflated
 * </pre>
 */
final class Pack {
    private static final int FORM = 0x50535031;
    private static final int KEY = 64;
    private static final List<MetadataKind> KINDS =
            List.of(MetadataKind.PRIMARY, MetadataKind.FILELISTS, MetadataKind.OTHER);

    private static final int PIECES = 2 * KINDS.size();
    private static final int LENGTHS = 4 + KEY + 4;
    private static final int CRC = LENGTHS + 4 * PIECES;
    private static final int HEAD = CRC + 8;

    private final byte[] bytes;
    private final ByteBuffer head;

    private Pack(byte[] bytes) {
        this.bytes = bytes;
        this.head = ByteBuffer.wrap(bytes);
    }

    /** A part of a larger array, which nobody changes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Piece(byte[] array, int from, int length) {}

    /** What a pack is made of; a pack of another key is another pack. */
    static String key(Shard shard, String prefix) {
        return Sha256.hex((shard.digest() + prefix).getBytes(StandardCharsets.UTF_8));
    }

    /** @param prefix of the files' addresses: empty, or folders with a slash at the end */
    static Pack of(Shard shard, String prefix, KeptFragments kept) throws OutsideFailure {
        List<Fragments> all = new ArrayList<>();
        List<byte[]> primary = new ArrayList<>();
        for (Map.Entry<String, String> file : shard.files().entrySet()) {
            Fragments fragments = kept.of(file.getKey(), file.getValue());
            all.add(fragments);
            primary.add(fragments.primary());
            primary.add((prefix + file.getKey()).getBytes(StandardCharsets.UTF_8));
            primary.add(fragments.primaryRest());
        }
        List<byte[]> texts = List.of(
                joined(primary),
                joined(all.stream().map(Fragments::filelists).toList()),
                joined(all.stream().map(Fragments::other).toList()));
        List<byte[]> deflated = texts.parallelStream().map(GzipText::piece).toList();
        List<byte[]> pieces = IntStream.range(0, texts.size())
                .boxed()
                .flatMap(i -> Stream.of(texts.get(i), deflated.get(i)))
                .toList();
        return new Pack(written(key(shard, prefix), all.size(), pieces));
    }

    private static byte[] written(String key, int packages, List<byte[]> pieces) {
        int length = Math.addExact(
                HEAD, pieces.stream().mapToInt(piece -> piece.length).reduce(0, Math::addExact));
        byte[] bytes = new byte[length];
        ByteBuffer to = ByteBuffer.wrap(bytes).putInt(FORM);
        to.put(key.getBytes(StandardCharsets.US_ASCII)).putInt(packages);
        pieces.forEach(piece -> to.putInt(piece.length));
        to.position(HEAD);
        pieces.forEach(to::put);
        to.putLong(CRC, crc(bytes));
        return bytes;
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream to = new ByteArrayOutputStream(
                parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact));
        parts.forEach(to::writeBytes);
        return to.toByteArray();
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, HEAD, bytes.length - HEAD);
        return crc.getValue();
    }

    /** What a file holds, if that is the pack of a key, and whole: one that a power cut spoiled is as good as none. */
    static Optional<Pack> read(Path file, String key) throws IOException {
        try {
            Pack pack = new Pack(Files.readAllBytes(file));
            return pack.isOf(key) ? Optional.of(pack) : Optional.empty();
        } catch (NoSuchFileException notMade) {
            return Optional.empty();
        }
    }

    private boolean isOf(String key) {
        return bytes.length >= HEAD && head.getInt(0) == FORM && hasKey(key) && head.getLong(CRC) == crc(bytes);
    }

    boolean hasKey(String key) {
        return new String(bytes, 4, KEY, StandardCharsets.US_ASCII).equals(key);
    }

    /** Needs no sync, as reading tells what is whole. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path made = file.resolveSibling(UUID.randomUUID() + ".part");
        Files.write(made, bytes);
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }

    int packages() {
        return head.getInt(4 + KEY);
    }

    int size() {
        return bytes.length;
    }

    Piece text(MetadataKind kind) {
        return piece(2 * KINDS.indexOf(kind));
    }

    Piece deflated(MetadataKind kind) {
        return piece(2 * KINDS.indexOf(kind) + 1);
    }

    private Piece piece(int number) {
        int from = HEAD;
        for (int i = 0; i < number; i++) {
            from += head.getInt(LENGTHS + 4 * i);
        }
        return new Piece(bytes, from, head.getInt(LENGTHS + 4 * number));
    }
}
