package penstock.app.web;

import gg.jte.TemplateOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a template writes, in UTF-8, in one array. A page has some thousand short texts; JTE's own output keeps an array for each, and puts them
 * together at the end, which takes twice as long.
 */
final class PageBytes implements TemplateOutput {
    /** Most pages have less. */
    private static final int USUAL = 40_000;

    private byte[] bytes = new byte[USUAL];
    private int length;

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void writeContent(String value) {
        writeContent(value, 0, value.length());
    }

    @Override
    public void writeContent(String value, int begin, int end) {
        reserve(end - begin);
        int at = length;
        for (int i = begin; i < end; i++) {
            char c = value.charAt(i);
            if (c >= 128) {
                length = at;
                writeBinaryContent(value.substring(i, end).getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[at++] = (byte) c;
        }
        length = at;
    }

    @Override
    public void writeBinaryContent(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
