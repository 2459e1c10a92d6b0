package penstock.edge.store;

/**
 * Room for the texts of packs that are looked at once, so that each does not cost an array of its own: a repository of 10,000 packages has 200 MB of
 * them. What was put in is good until the area is {@linkplain #clear cleared}.
 */
final class TextArea {
    private final int size;
    private byte[] bytes = new byte[0];
    private int used;

    /** @param size in bytes, which are taken when the first text comes */
    TextArea(int size) {
        this.size = size;
    }

    /** Where a text can be put; an array of its own when there is no room. */
    Pack.Piece take(int length) {
        if (bytes.length == 0) {
            bytes = new byte[size];
        }
        if (length > bytes.length - used) {
            return new Pack.Piece(new byte[length], 0, length);
        }
        used += length;
        return new Pack.Piece(bytes, used - length, length);
    }

    void clear() {
        used = 0;
    }
}
