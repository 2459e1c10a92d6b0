package penstock.edge.openpgp;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.eclipse.packager.rpm.RpmBaseTag;
import org.eclipse.packager.rpm.RpmSignatureTag;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.parse.InputHeader;
import org.eclipse.packager.rpm.parse.RpmInputStream;
import penstock.repo.RpmHeaderBounds;

/**
 * What stands before the payload of an RPM, read once; whoever made the file may still write it. Files may be forged: sizes that are claimed
 * are compared with rpm's own limits and the file before anything is read for them.
 *
 * <pre>
 * lead (96 bytes) | signature header, to a multiple of 8 | header | payload
 * </pre>
 */
final class RpmSections {
    private static final int LEAD = 96;
    private static final int LEAD_MAGIC = 0xedabeedb;
    private static final int MAGIC = 0x8eade801;
    private static final int INTRO = 16;
    private static final int MOST_TAGS = 0xffff;
    private static final int MOST_BYTES = 64 << 20;

    private final byte[] start;
    private final int headerStart;

    private RpmSections(byte[] start, int headerStart) {
        this.start = start;
        this.headerStart = headerStart;
    }

    /** Reads up to the payload, where the channel then stands. */
    static RpmSections read(FileChannel rpm) throws IOException, RpmSignature.Unfit {
        try {
            if (bytes(rpm, 0, Integer.BYTES).getInt() != LEAD_MAGIC) {
                throw new RpmSignature.Unfit("it is no RPM");
            }
            long headerStart = (end(rpm, LEAD) + 7) / 8 * 8;
            long payload = end(rpm, headerStart);
            byte[] start = bytes(rpm, 0, Math.toIntExact(payload)).array();
            // The library makes values for whatever a tag claims.
            checkTags(start, LEAD);
            checkTags(start, Math.toIntExact(headerStart));
            rpm.position(payload);
            return new RpmSections(start, Math.toIntExact(headerStart));
        } catch (EOFException e) {
            throw new RpmSignature.Unfit("it is cut short");
        } catch (IllegalArgumentException e) {
            throw new RpmSignature.Unfit("its header is forged or damaged: " + e.getMessage());
        }
    }

    private static void checkTags(byte[] start, int from) {
        ByteBuffer bytes = ByteBuffer.wrap(start);
        int tags = bytes.getInt(from + 8);
        int store = bytes.getInt(from + 12);
        int index = from + INTRO;
        RpmHeaderBounds.check(bytes.slice(index, 16 * tags), bytes.slice(index + 16 * tags, store));
    }

    private static long end(FileChannel rpm, long start) throws IOException, RpmSignature.Unfit {
        ByteBuffer intro = bytes(rpm, start, INTRO);
        int magic = intro.getInt();
        intro.getInt();
        int tags = intro.getInt();
        int bytes = intro.getInt();
        long end = start + INTRO + 16L * tags + bytes;
        if (magic != MAGIC || tags < 0 || tags > MOST_TAGS || bytes < 0 || bytes > MOST_BYTES || end > rpm.size()) {
            throw new RpmSignature.Unfit("it has no header at byte " + start);
        }
        return end;
    }

    private static ByteBuffer bytes(FileChannel rpm, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (rpm.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }

    byte[] lead() {
        return Arrays.copyOf(start, LEAD);
    }

    /** The header, magic number included: what a signature of an RPM is over. */
    byte[] header() {
        return Arrays.copyOfRange(start, headerStart, start.length);
    }

    /**
     * @param signatures tags of the signature header
     * @param header those of the header
     */
    record Tags(InputHeader<RpmSignatureTag> signatures, InputHeader<RpmTag> header) {}

    Tags tags() throws IOException, RpmSignature.Unfit {
        try (HeadersOnly in = new HeadersOnly(start)) {
            return in.tags();
        } catch (RuntimeException e) {
            // The library has no exception of its own for a header that it cannot read.
            throw new RpmSignature.Unfit("its headers can't be read: " + e.getMessage());
        }
    }

    /** The library's reader, stopped before it looks at the payload. */
    private static final class HeadersOnly extends RpmInputStream {
        HeadersOnly(byte[] start) {
            super(new ByteArrayInputStream(start));
        }

        Tags tags() throws IOException {
            readLead();
            InputHeader<RpmSignatureTag> signatures = section(true);
            return new Tags(signatures, section(false));
        }

        private <T extends RpmBaseTag> InputHeader<T> section(boolean padded) throws IOException {
            return readHeader(padded);
        }
    }
}
