package penstock.repo;

import java.nio.ByteBuffer;

/**
 * Whether the tags of an RPM's header hold no more than the header has, as rpm itself asks (rpm's docs/manual/format_header and {@code
 * hdrblobVerifyInfo}): each lies in the store, and no two share bytes of it. Without that, a forged header of some megabytes lets its reader
 * make gigabytes of values: thousands of tags that all claim the whole store.
 */
public final class RpmHeaderBounds {
    /** Of all tags together; the largest packages have some 100,000 files with a few values each. */
    private static final int MOST_VALUES = 1 << 21;

    private static final int ENTRY = 16;
    private static final int NULL = 0;
    private static final int INT16 = 3;
    private static final int INT32 = 4;
    private static final int INT64 = 5;
    private static final int STRING = 6;
    private static final int BIN = 7;
    private static final int STRING_ARRAY = 8;
    private static final int I18N = 9;

    private final ByteBuffer store;
    private long bytes;
    private long values;

    private RpmHeaderBounds(ByteBuffer store) {
        this.store = store;
    }

    /**
     * @param index the entries, 16 bytes each; both buffers from 0 to their limit
     * @throws IllegalArgumentException when some tag has more than it can
     */
    public static void check(ByteBuffer index, ByteBuffer store) {
        RpmHeaderBounds bounds = new RpmHeaderBounds(store);
        for (int at = 0; at < index.limit(); at += ENTRY) {
            bounds.take(index.getInt(at), index.getInt(at + 4), index.getInt(at + 8), index.getInt(at + 12));
        }
    }

    private void take(int tag, int type, int offset, int count) {
        if (offset < 0 || offset > store.limit() || count < 0) {
            throw tooMuch(tag);
        }
        switch (type) {
            case NULL -> {}
            case STRING -> texts(tag, offset, 1);
            case STRING_ARRAY, I18N -> texts(tag, offset, count);
            case INT16 -> numbers(tag, offset, count, Short.BYTES);
            case INT32 -> numbers(tag, offset, count, Integer.BYTES);
            case INT64 -> numbers(tag, offset, count, Long.BYTES);
            case BIN -> add(tag, 1, offset, count);
            // Single bytes, and kinds that rpm has not.
            default -> numbers(tag, offset, count, 1);
        }
    }

    private void numbers(int tag, int offset, int count, int size) {
        add(tag, count, offset, (long) count * size);
    }

    private void texts(int tag, int offset, int count) {
        int from = offset;
        for (int i = 0; i < count; i++) {
            int end = from;
            while (end < store.limit() && store.get(end) != 0) {
                end++;
            }
            add(tag, 1, from, end + 1L - from);
            from = end + 1;
        }
    }

    private void add(int tag, int count, int offset, long length) {
        values += count;
        bytes += length;
        if (offset + length > store.limit() || bytes > store.limit() || values > MOST_VALUES) {
            throw tooMuch(tag);
        }
    }

    private static IllegalArgumentException tooMuch(int tag) {
        return new IllegalArgumentException("tag " + tag + " has more than the header can hold");
    }
}
