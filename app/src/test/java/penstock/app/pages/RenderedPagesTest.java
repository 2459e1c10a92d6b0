package penstock.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RenderedPagesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final RenderedPages.State STATE = new RenderedPages.State(7, 3);
    private static final byte[] HTML = {1, 2, 3};

    private final RenderedPages pages = new RenderedPages();

    @Test
    void aPageIsSentAgainWhileNothingChanged() {
        pages.keep("/a", STATE, NOW, HTML);
        assertThat(pages.find("/a", STATE, NOW.plusSeconds(4))).contains(HTML);
        assertThat(pages.find("/a?b", STATE, NOW)).isEmpty();
    }

    @Test
    void aChangeTheNewsAndTimeMakeItAnew() {
        pages.keep("/a", STATE, NOW, HTML);
        assertThat(pages.find("/a", new RenderedPages.State(8, 3), NOW)).isEmpty();
        assertThat(pages.find("/a", new RenderedPages.State(7, 4), NOW)).isEmpty();
        assertThat(pages.find("/a", STATE, NOW.plusSeconds(5))).isEmpty();
        assertThat(pages.find("/a", STATE, NOW.minusSeconds(1))).isEmpty();
    }

    @Test
    void pagesThatNobodyAsksForMakeRoom() {
        byte[] large = new byte[3 << 19];
        pages.keep("/a", STATE, NOW, large);
        pages.keep("/b", STATE, NOW, large);
        assertThat(pages.find("/a", STATE, NOW)).isPresent();
        pages.keep("/c", STATE, NOW, large);
        assertThat(pages.find("/b", STATE, NOW)).isEmpty();
        assertThat(pages.find("/a", STATE, NOW)).isPresent();
        assertThat(pages.find("/c", STATE, NOW)).isPresent();
        pages.keep("/c", STATE, NOW, HTML);
        pages.keep("/d", STATE, NOW, large);
        assertThat(pages.find("/a", STATE, NOW)).isPresent();
    }
}
