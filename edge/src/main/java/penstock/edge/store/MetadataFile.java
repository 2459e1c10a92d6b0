package penstock.edge.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import penstock.repo.GzipText;
import penstock.repo.MetadataKind;
import penstock.repo.Repomd;

/** One of the files of a repository's metadata while it is written: put together from deflated pieces, its digests reckoned on the way. */
final class MetadataFile implements AutoCloseable {
    /** So many bytes come at a time, since pieces are small and many. */
    private static final int BUFFER = 1 << 18;

    private final MetadataKind kind;
    private final Path repodata;
    private final Path file;
    private final OutputStream out;
    private final MessageDigest checksum = Sha256.begin();
    private final TextDigest openChecksum;
    private final CRC32 crc = new CRC32();
    private long size;
    private long openSize;

    /**
     * Begins the file.
     *
     * @param packages how many there will be
     * @param keys of the packs that will be added first
     * @param before what is known of the text of an earlier such file
     */
    MetadataFile(MetadataKind kind, Path repodata, int packages, List<String> keys, Optional<TextDigest.Known> before)
            throws IOException {
        String head = kind.head(packages);
        this.kind = kind;
        this.openChecksum = TextDigest.begin(head, keys, before);
        this.repodata = repodata;
        this.file = repodata.resolve(kind.type());
        this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        write(GzipText.begin());
        write(head);
    }

    MetadataKind kind() {
        return kind;
    }

    /** Those whose keys were given, in their order. */
    void add(List<Pack> packs) throws IOException {
        for (Pack pack : packs) {
            openChecksum.pack(pack.text(kind));
            write(pack.text(kind), pack.deflated(kind));
        }
    }

    /** One more, behind them. */
    void addLast(Pack pack) throws IOException {
        openChecksum.add(pack.text(kind));
        write(pack.text(kind), pack.deflated(kind));
    }

    private Pack.Piece write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] deflated = GzipText.piece(bytes);
        Pack.Piece piece = new Pack.Piece(bytes, 0, bytes.length);
        write(piece, new Pack.Piece(deflated, 0, deflated.length));
        return piece;
    }

    private void write(Pack.Piece text, Pack.Piece deflated) throws IOException {
        crc.update(text.array(), text.from(), text.length());
        openSize += text.length();
        write(deflated);
    }

    private void write(byte[] bytes) throws IOException {
        write(new Pack.Piece(bytes, 0, bytes.length));
    }

    private void write(Pack.Piece bytes) throws IOException {
        checksum.update(bytes.array(), bytes.from(), bytes.length());
        out.write(bytes.array(), bytes.from(), bytes.length());
        size += bytes.length();
    }

    /** Writes the end, and gives the file the name that has its digest in it. */
    Repomd.Listed finish() throws IOException {
        openChecksum.add(write(kind.tail()));
        write(GzipText.end(crc.getValue(), openSize));
        out.close();
        Repomd.Listed listed = new Repomd.Listed(kind, Sha256.hex(checksum), openChecksum.finish(), size, openSize);
        Files.move(file, repodata.resolveSibling(listed.path()));
        return listed;
    }

    /** Of its text, for the next such file. */
    TextDigest.Known known() {
        return openChecksum.known();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
