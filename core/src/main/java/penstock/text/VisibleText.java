package penstock.text;

import java.util.HexFormat;

/**
 * Text that shows what is in it. Control characters become Unicode's pictures of them ({@code ESC} is {@code ␛}); what has no
 * picture and no shape, such as marks that turn the direction of writing, becomes its number: {@code ‹202E›}. Tabs stay.
 */
public final class VisibleText {
    private static final int PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private VisibleText() {}

    /** The text itself when there is nothing hidden in it. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c >= DELETE) {
                return text.codePoints().allMatch(VisibleText::isPlain) ? text : made(text);
            }
        }
        return text;
    }

    private static boolean isPlain(int point) {
        return point == '\t'
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }

    private static String made(String text) {
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (isPlain(point)) {
                visible.appendCodePoint(point);
            } else if (point < ' ') {
                visible.appendCodePoint(PICTURES + point);
            } else if (point == DELETE) {
                visible.appendCodePoint(PICTURE_OF_DELETE);
            } else {
                visible.append('‹')
                        .append(HEX.toHexDigits(point, point > 0xffff ? 6 : 4))
                        .append('›');
            }
        });
        return visible.toString();
    }
}
