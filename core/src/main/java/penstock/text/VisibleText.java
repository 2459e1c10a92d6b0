package penstock.text;

import java.util.HexFormat;

/**
 * Text that shows what is in it: control characters, marks that turn the direction of writing, and whatever else has no shape, become
 * their numbers, as {@code ‹1B›} and {@code ‹202E›}, which every font can show. Tabs stay.
 */
public final class VisibleText {
    private static final int DELETE = 0x7f;
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
            } else {
                visible.append('‹')
                        .append(HEX.toHexDigits(point, point > 0xffff ? 6 : point > 0xff ? 4 : 2))
                        .append('›');
            }
        });
        return visible.toString();
    }
}
