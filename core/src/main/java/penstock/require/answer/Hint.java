package penstock.require.answer;

/**
 * Something that a packager may want to do, and that nothing proves to be right.
 *
 * @param line of the spec; 0 for none
 */
public record Hint(int line, String text) {
    /** {@code line 34: upstream excludes 5.3, which this line does not say}. */
    @Override
    public String toString() {
        return (line == 0 ? "" : "line " + line + ": ") + text;
    }
}
