package penstock.edge.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import penstock.repo.GzipText;

/**
 * SHA-256, CRC-32 and length of a text that begins as another one did: a head, then packs in an order. What both begin with is digested once, and
 * need not be at hand again. From one snapshot to the next most packs stay the same, those that stood at the end excepted.
 */
final class TextDigest {
    /** States that are kept of one text, half a kilobyte each. What is digested twice is at most the packs between two of them. */
    private static final int MARKS = 16;

    private final Known known;
    private final MessageDigest digest;
    /** Up to where the text was known. */
    private final Mark had;
    /** Of what came behind that. */
    private final CRC32 rest = new CRC32();

    private int packs;
    private long size;

    /**
     * How far a text was digested.
     *
     * @param packs so many of its packs are in the state
     * @param crc CRC-32 up to there
     * @param size bytes up to there
     */
    record Mark(int packs, MessageDigest state, long crc, long size) {}

    /**
     * What is kept of a text for the next one.
     *
     * @param keys of its packs, in their order
     * @param marks in the order of their packs
     */
    record Known(String head, List<String> keys, List<Mark> marks) {
        private List<Mark> marksWithin(String otherHead, List<String> others) {
            int same = 0;
            while (same < Math.min(keys.size(), others.size()) && keys.get(same).equals(others.get(same))) {
                same++;
            }
            int equal = otherHead.equals(head) ? same : 0;
            return marks.stream().filter(mark -> mark.packs() <= equal).toList();
        }
    }

    private TextDigest(Known known, Mark had) {
        this.known = known;
        this.digest = copy(had.state());
        this.had = had;
        this.size = had.size();
    }

    /**
     * Begins with a text's head.
     *
     * @param keys of the packs that will be {@linkplain #pack added} first, in this order
     * @param before what is known of an earlier text
     */
    static TextDigest begin(String head, List<String> keys, Optional<Known> before) {
        List<Mark> marks =
                new ArrayList<>(before.map(one -> one.marksWithin(head, keys)).orElse(List.of()));
        Known known = new Known(head, keys, marks);
        if (!marks.isEmpty()) {
            return new TextDigest(known, marks.getLast());
        }
        TextDigest digest = new TextDigest(known, new Mark(0, Sha256.begin(), 0, 0));
        digest.add(head.getBytes(StandardCharsets.UTF_8));
        return digest;
    }

    /** So many of the first packs need not be {@linkplain #pack added}. */
    int had() {
        return had.packs();
    }

    /** The next of the packs, whose keys were given, behind those that need not be added. */
    void pack(Pack.Piece text) {
        packs++;
        add(text);
        int all = had.packs() + packs;
        if (all % Math.max(1, known.keys().size() / MARKS) == 0) {
            known.marks().add(new Mark(all, copy(digest), crc(), size));
        }
    }

    /** What comes behind them. */
    void add(byte[] text) {
        add(new Pack.Piece(text, 0, text.length));
    }

    /** As {@link #add(byte[])}. */
    void add(Pack.Piece text) {
        digest.update(text.array(), text.from(), text.length());
        rest.update(text.array(), text.from(), text.length());
        size += text.length();
    }

    /** CRC-32 of all up to now. */
    long crc() {
        return GzipText.crc(had.crc(), rest.getValue(), size - had.size());
    }

    /** In bytes, of all up to now. */
    long size() {
        return size;
    }

    /** In hex, of all that was added and need not be. */
    String finish() {
        return Sha256.hex(digest);
    }

    Known known() {
        return known;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("SHA-256 of the JDK can be copied", impossible);
        }
    }
}
