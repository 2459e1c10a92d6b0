package penstock.edge.crypt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Part 4, D3: the hashes that DLRN's users have. */
class CryptPasswordsTest {
    /** Made by passlib 1.7 of the password {@code bar}. */
    private static final String BAR =
            "$6$rounds=656000$T678cDhCoMtxLlnq$yXrpe.kJgiP8Y1JZpAYQ0.yCE12Qr6zv6nZY1VY7OP6bxhoZezlzWS"
                    + "itvoqkx26Z30pUBKM4kX/JZJPdMIv1a.";

    private final CryptPasswords passwords = new CryptPasswords(5000);

    /** The example of the specification of these hashes. */
    @Test
    void aHashOfTheSpecificationIsKnown() {
        String hash = "$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/U"
                + "rjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.";
        assertThat(passwords.isHash(hash)).isTrue();
        assertThat(passwords.matches("Hello world!", hash)).isTrue();
        assertThat(passwords.matches("Hello world", hash)).isFalse();
    }

    @Test
    @Tag("extended")
    void aHashOfPasslibIsKnown() {
        assertThat(passwords.isHash(BAR)).isTrue();
        assertThat(passwords.matches("bar", BAR)).isTrue();
    }

    @Test
    void aHashIsGoodForItsPasswordAlone() {
        String hash = passwords.hash("grüße");
        assertThat(hash).startsWith("$6$rounds=5000$");
        assertThat(passwords.isHash(hash)).isTrue();
        assertThat(passwords.hash("grüße")).isNotEqualTo(hash);
        assertThat(passwords.matches("grüße", hash)).isTrue();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void whatIsNoHashOrTooSlowMatchesNothing() {
        for (String text : new String[] {
            "", "bar", "$5$abc$def", BAR.replace("656000", "999999999"), BAR + "x", BAR.replace("$6$", "$1$")
        }) {
            assertThat(passwords.isHash(text)).as(text).isFalse();
            assertThat(passwords.matches("bar", text)).as(text).isFalse();
        }
    }
}
