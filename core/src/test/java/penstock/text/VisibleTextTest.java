package penstock.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void plainTextIsItself() {
        String text = "Grüße, 日本語 \uD83D\uDE00\tand a tab";
        assertThat(VisibleText.of(text)).isSameAs(text);
    }

    @Test
    void whatIsHiddenIsShown() {
        assertThat(VisibleText.of("\u001b[31mred\u0007\u007f\r")).isEqualTo("‹1B›[31mred‹07›‹7F›‹0D›");
        assertThat(VisibleText.of("a\u202Eb\u200Bc\u2028d\u0085")).isEqualTo("a‹202E›b‹200B›c‹2028›d‹85›");
        assertThat(VisibleText.of("\uD83D alone, \uDB40\uDC41")).isEqualTo("‹D83D› alone, ‹0E0041›");
    }
}
