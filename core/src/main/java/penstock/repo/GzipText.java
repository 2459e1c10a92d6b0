package penstock.repo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Pieces of a gzip file that are compressed once and put together in any order (RFC 1951, 1952):
 *
 * <pre>
 * BEGIN  piece  piece  ...  end(crc, size)
 * </pre>
 *
 * Each piece is deflated by itself and ended by a full flush, so that it ends at a byte and refers to nothing before it. What comes
 * out is one ordinary gzip member, which every reader takes, also those that stop behind the first member.
 */
public final class GzipText {
    /** No name, no time, so that equal texts give equal files. */
    private static final byte[] BEGIN = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private GzipText() {}

    public static byte[] begin() {
        return BEGIN.clone();
    }

    /** One piece: the bytes of a text, deflated. */
    public static byte[] piece(byte[] text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(text);
            byte[] to = new byte[text.length / 4 + 64];
            int length = 0;
            while (true) {
                int wrote = deflater.deflate(to, length, to.length - length, Deflater.FULL_FLUSH);
                length += wrote;
                if (length < to.length) {
                    return Arrays.copyOf(to, length);
                }
                to = Arrays.copyOf(to, to.length * 2);
            }
        } finally {
            deflater.end();
        }
    }

    /**
     * An empty last block, and what readers check.
     *
     * @param crc the CRC-32 of all text
     * @param size of all text in bytes
     */
    public static byte[] end(long crc, long size) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 3)
                .put((byte) 0)
                .putInt((int) crc)
                .putInt((int) size)
                .array();
    }
}
