package penstock.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "3145728, 3.1 MB",
        "1234567890, 1.2 GB",
        "5000000000000, 5.0 TB",
        "5000000000000000, 5000.0 TB"
    })
    void hasOneDigitOfItsLargestUnit(long bytes, String text) {
        assertThat(Size.text(bytes)).isEqualTo(text);
    }
}
