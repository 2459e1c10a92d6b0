package penstock.problem;

/**
 * A place in a text that a user wrote.
 *
 * @param file what the user calls the file: a path as given, or {@code repository:path}
 * @param line counted from 1; 0 when only the file is known
 * @param column counted from 1; 0 when only the line is known
 * @param text the offending line or value as written, cut to a readable length; empty when there is none
 */
public record SourcePosition(String file, int line, int column, String text) {
    public static SourcePosition of(String file) {
        return new SourcePosition(file, 0, 0, "");
    }

    @Override
    public String toString() {
        return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
