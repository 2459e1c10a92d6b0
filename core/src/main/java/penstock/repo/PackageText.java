package penstock.repo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Text of packages in XML. Any byte may stand in an RPM's header, and one that XML does not allow would make the whole repository
 * unreadable: so bytes that are no UTF-8 are taken for Latin-1, as createrepo does, and characters that XML 1.0 (production 2) forbids are
 * left out, where createrepo_c refuses the package.
 */
public final class PackageText {
    private PackageText() {}

    /** The text that bytes of a header stand for. */
    public static String decode(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.chars().allMatch(c -> c >= ' ' && c < 0xfffe) ? text : allowed(text);
    }

    private static String allowed(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> (c >= ' ' && c != 0xfffe && c != 0xffff) || c == '\t' || c == '\n' || c == '\r')
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** Between two tags. */
    static void text(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> to.append("&amp;");
                case '<' -> to.append("&lt;");
                case '>' -> to.append("&gt;");
                case '\r' -> to.append("&#13;");
                default -> to.append(c);
            }
        }
    }

    /** Between the quotes of an attribute, written as libxml2 does, so that metadata can be compared as text. */
    static void attribute(StringBuilder to, String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> to.append("&amp;");
                case '<' -> to.append("&lt;");
                case '>' -> to.append("&gt;");
                case '"' -> to.append("&quot;");
                case '\n' -> to.append("&#10;");
                case '\r' -> to.append("&#13;");
                case '\t' -> to.append("&#9;");
                default -> character(to, c);
            }
        });
    }

    private static void character(StringBuilder to, int c) {
        if (c < 0x80) {
            to.append((char) c);
        } else {
            to.append("&#x")
                    .append(Integer.toHexString(c).toUpperCase(Locale.ROOT))
                    .append(';');
        }
    }
}
