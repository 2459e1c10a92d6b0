package penstock.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Two commits as git names a range of them.
 *
 * @param latest {@code HEAD} where nothing was said
 */
record CommitRange(String old, String latest) {
    /** Reads {@code OLD..NEW} and {@code OLD..}. */
    static final class Converter implements ITypeConverter<CommitRange> {
        @Override
        public CommitRange convert(String text) {
            int dots = text.indexOf("..");
            if (dots <= 0 || text.startsWith("...", dots)) {
                throw new TypeConversionException(
                        "'" + text + "' is no range OLD..NEW of two commits, each a tag, a branch or a commit id");
            }
            String latest = text.substring(dots + 2);
            return new CommitRange(text.substring(0, dots), latest.isEmpty() ? "HEAD" : latest);
        }
    }
}
