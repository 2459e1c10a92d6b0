package penstock.engine.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** Writes ustar entries with short names; enough for what a {@link FakeMirror} holds. */
final class FakeTar {
    private static final int BLOCK = 512;

    private FakeTar() {}

    static void entry(OutputStream to, int mode, String name, byte[] content, Instant modified) throws IOException {
        boolean link = mode == FakeMirror.LINK;
        byte[] header = new byte[BLOCK];
        put(header, 0, 100, name);
        put(header, 100, 8, "%07o".formatted(link ? 0777 : mode & 0777));
        put(header, 108, 8, "0000000");
        put(header, 116, 8, "0000000");
        put(header, 124, 12, "%011o".formatted(link ? 0 : content.length));
        put(header, 136, 12, "%011o".formatted(modified.getEpochSecond()));
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) (link ? '2' : '0');
        if (link) {
            put(header, 157, 100, new String(content, StandardCharsets.UTF_8));
        }
        put(header, 257, 8, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, 8, "%06o\0 ".formatted(sum));
        to.write(header);
        if (!link) {
            to.write(content);
            to.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        }
    }

    static void end(OutputStream to) throws IOException {
        to.write(new byte[2 * BLOCK]);
    }

    private static void put(byte[] header, int at, int size, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > size) {
            throw new IllegalArgumentException("too long for this small tar writer: " + text);
        }
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
