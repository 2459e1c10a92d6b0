package penstock.edge.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SHA-256 of a text that begins as another one did: a head, then packs in an order. What both begin with is digested once. From one
 * snapshot to the next most packs stay the same, those that stood at the end excepted.
 */
final class TextDigest {
    /** States that are kept of one text, half a kilobyte each. What is digested twice is at most the packs between two of them. */
    private static final int MARKS = 16;

    private final Known known;
    private final MessageDigest digest;
    /** Packs of which the text is in the state already. */
    private final int had;

    private int packs;

    /**
     * How far a text was digested.
     *
     * @param packs so many of its packs are in the state
     */
    record Mark(int packs, MessageDigest state) {}

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

    private TextDigest(Known known, MessageDigest digest, int had) {
        this.known = known;
        this.digest = digest;
        this.had = had;
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
            return new TextDigest(
                    known, copy(marks.getLast().state()), marks.getLast().packs());
        }
        MessageDigest digest = Sha256.begin();
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return new TextDigest(known, digest, 0);
    }

    /** The next of the packs, whose keys were given. */
    void pack(Pack.Piece text) {
        packs++;
        if (packs <= had) {
            return;
        }
        add(text);
        if (packs % Math.max(1, known.keys().size() / MARKS) == 0) {
            known.marks().add(new Mark(packs, copy(digest)));
        }
    }

    /** What comes behind them. */
    void add(Pack.Piece text) {
        digest.update(text.array(), text.from(), text.length());
    }

    /** In hex, of all that was added. */
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
