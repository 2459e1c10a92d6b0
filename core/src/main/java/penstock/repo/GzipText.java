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
    /** CRC-32's polynomial without its highest term, the lowest power in the highest bit (RFC 1952, 8). */
    private static final int POLYNOMIAL = 0xedb88320;

    /** The polynomial 1, and x. */
    private static final int ONE = 1 << 31;

    private static final int X = 1 << 30;

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
     * The CRC-32 of two texts one behind the other, from those of each: to append n bits to a text multiplies its CRC by x^n modulo CRC-32's
     * polynomial. Costs some thousand steps, however long the texts are.
     *
     * @param length of the second text in bytes
     */
    public static long crc(long first, long second, long length) {
        int shift = ONE;
        int power = X;
        for (long bits = 8 * length; bits > 0; bits >>= 1) {
            if ((bits & 1) == 1) {
                shift = times(shift, power);
            }
            power = times(power, power);
        }
        return Integer.toUnsignedLong(times(shift, (int) first) ^ (int) second);
    }

    /** The product of two polynomials modulo CRC-32's. */
    private static int times(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int rest = a; rest != 0; rest <<= 1) {
            if (rest < 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) == 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
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
