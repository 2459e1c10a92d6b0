package penstock.repo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipTextTest {
    private final Random random = new Random(20261130);

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private byte[] text(int length) {
        byte[] text = new byte[length];
        random.nextBytes(text);
        return text;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(to::writeBytes);
        return to.toByteArray();
    }

    @Test
    void theCrcOfTwoTextsFollowsFromThoseOfEach() {
        for (int run = 0; run < 300; run++) {
            byte[] first = text(random.nextInt(run + 1));
            byte[] second = text(random.nextInt(1 + run * run));
            assertThat(GzipText.crc(crc(first), crc(second), second.length)).isEqualTo(crc(joined(first, second)));
        }
    }

    @Test
    void piecesInAnyOrderAreOneFile() throws IOException {
        byte[] one = text(1_000);
        byte[] other = new byte[100_000];
        byte[] text = joined(other, one, other);
        byte[] file = joined(
                GzipText.begin(),
                GzipText.piece(other),
                GzipText.piece(one),
                GzipText.piece(other),
                GzipText.end(crc(text), text.length));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            assertThat(in.readAllBytes()).isEqualTo(text);
        }
    }
}
