package penstock.edge.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
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
    private final MessageDigest openChecksum = Sha256.begin();
    private final CRC32 crc = new CRC32();
    private long size;
    private long openSize;

    MetadataFile(MetadataKind kind, Path repodata, int packages) throws IOException {
        this.kind = kind;
        this.repodata = repodata;
        this.file = repodata.resolve(kind.type());
        this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        write(GzipText.begin());
        add(kind.head(packages));
    }

    void add(List<Pack> packs) throws IOException {
        for (Pack pack : packs) {
            add(pack.text(kind), pack.deflated(kind));
        }
    }

    private void add(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] deflated = GzipText.piece(bytes);
        add(new Pack.Piece(bytes, 0, bytes.length), new Pack.Piece(deflated, 0, deflated.length));
    }

    private void add(Pack.Piece text, Pack.Piece deflated) throws IOException {
        openChecksum.update(text.array(), text.from(), text.length());
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
        add(kind.tail());
        write(GzipText.end(crc.getValue(), openSize));
        out.close();
        Repomd.Listed listed = new Repomd.Listed(kind, Sha256.hex(checksum), Sha256.hex(openChecksum), size, openSize);
        Files.move(file, repodata.resolveSibling(listed.path()));
        return listed;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
