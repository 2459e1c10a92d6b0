package penstock.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageBytesTest {
    @Test
    void whatIsWrittenIsThereInUtf8() {
        PageBytes bytes = new PageBytes();
        bytes.writeContent("<p>");
        bytes.writeContent("a plain part", 2, 7);
        bytes.writeContent("»Größe« 𝒳 ✓");
        bytes.writeContent("x»y", 1, 2);
        bytes.writeBinaryContent("</p>".getBytes(StandardCharsets.UTF_8));
        assertThat(bytes.toByteArray()).asString(StandardCharsets.UTF_8).isEqualTo("<p>plain»Größe« 𝒳 ✓»</p>");
    }

    @Test
    void thereIsRoomForLongPages() {
        PageBytes bytes = new PageBytes();
        String long1 = "x".repeat(30_000);
        String long2 = "é".repeat(100_000);
        bytes.writeContent(long1);
        bytes.writeContent(long2);
        bytes.writeContent(long1);
        assertThat(bytes.toByteArray()).asString(StandardCharsets.UTF_8).isEqualTo(long1 + long2 + long1);
    }
}
