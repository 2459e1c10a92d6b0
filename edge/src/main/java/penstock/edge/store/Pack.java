package penstock.edge.store;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import penstock.engine.port.OutsideFailure;
import penstock.repo.Fragments;
import penstock.repo.GzipText;
import penstock.repo.MetadataKind;

/**
 * The metadata of a shard, ready to be put between that of others: its {@linkplain PackHead head} with the deflated texts, and behind it the
 * texts themselves: primary, filelists, other.
 */
final class Pack implements RecentSlots.Keyed {
    private final PackHead head;
    private final Piece texts;

    private Pack(PackHead head, Piece texts) {
        this.head = head;
        this.texts = texts;
    }

    /** A part of a larger array, which nobody changes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Piece(byte[] array, int from, int length) {
        static Piece of(byte[] whole) {
            return new Piece(whole, 0, whole.length);
        }
    }

    /** Gives room for texts of so many bytes. */
    interface Room {
        Piece take(int length);
    }

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
        return new Pack(PackHead.of(key(shard, prefix), texts, deflated), Piece.of(joined(texts)));
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream to = new ByteArrayOutputStream(
                parts.stream().mapToInt(part -> part.length).reduce(0, Math::addExact));
        parts.forEach(to::writeBytes);
        return to.toByteArray();
    }

    /** What a file holds, if that is the pack of a key, and whole. */
    static Optional<Pack> read(Path file, String key, Room room) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            Optional<PackHead> head = PackHead.read(in, key);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            Piece texts = room.take(Math.toIntExact(
                    PackHead.KINDS.stream().mapToLong(head.get()::textLength).sum()));
            int read = in.readNBytes(texts.array(), texts.from(), texts.length());
            Pack pack = new Pack(head.get(), texts);
            return read == texts.length() && pack.isWhole() ? Optional.of(pack) : Optional.empty();
        } catch (NoSuchFileException notMade) {
            return Optional.empty();
        }
    }

    /** As {@link #read}, of the head alone. */
    static Optional<PackHead> head(Path file, String key) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return PackHead.read(in, key);
        } catch (NoSuchFileException notMade) {
            return Optional.empty();
        }
    }

    private boolean isWhole() {
        return PackHead.KINDS.stream().allMatch(kind -> head.isText(kind, text(kind)));
    }

    /** Needs no sync, as reading tells what is whole. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path made = file.resolveSibling(UUID.randomUUID() + ".part");
        try (OutputStream out = Files.newOutputStream(made)) {
            out.write(head.bytes());
            out.write(texts.array(), texts.from(), texts.length());
        }
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }

    PackHead head() {
        return head;
    }

    @Override
    public boolean hasKey(String key) {
        return head.hasKey(key);
    }

    /** Without its head. */
    @Override
    public int size() {
        return texts.length();
    }

    Piece text(MetadataKind kind) {
        int from = texts.from();
        for (MetadataKind before : PackHead.KINDS.subList(0, PackHead.KINDS.indexOf(kind))) {
            from += head.textLength(before);
        }
        return new Piece(texts.array(), from, head.textLength(kind));
    }
}
