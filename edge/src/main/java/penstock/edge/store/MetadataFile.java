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
    private final TextDigest text;
    /** Packs whose text is known already and which are written. */
    private int skipped;

    private long size;

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
        this.text = TextDigest.begin(head, keys, before);
        this.repodata = repodata;
        this.file = repodata.resolve(kind.type());
        this.out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        write(GzipText.begin());
        deflate(head.getBytes(StandardCharsets.UTF_8));
    }

    MetadataKind kind() {
        return kind;
    }

    /** So many packs are needed without their texts. */
    int known() {
        return text.had();
    }

    /** The first of those whose keys were given: as many as the text of all files is known of. */
    void addKnown(List<PackHead> packs) throws IOException {
        for (PackHead pack : packs) {
            write(pack.deflated(kind));
        }
        skipped = packs.size();
    }

    /** The others, in their order. */
    void add(List<Pack> packs) throws IOException {
        for (Pack pack : packs) {
            if (skipped >= text.had()) {
                text.pack(pack.text(kind));
            } else {
                skipped++;
            }
            write(pack.head().deflated(kind));
        }
    }

    /** One more, behind them. */
    void addLast(Pack pack) throws IOException {
        text.add(pack.text(kind));
        write(pack.head().deflated(kind));
    }

    private void deflate(byte[] bytes) throws IOException {
        write(GzipText.piece(bytes));
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
        byte[] tail = kind.tail().getBytes(StandardCharsets.UTF_8);
        text.add(tail);
        deflate(tail);
        write(GzipText.end(text.crc(), text.size()));
        out.close();
        Repomd.Listed listed = new Repomd.Listed(kind, Sha256.hex(checksum), text.finish(), size, text.size());
        Files.move(file, repodata.resolveSibling(listed.path()));
        return listed;
    }

    /** Of its text, for the next such file. */
    TextDigest.Known digested() {
        return text.known();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
