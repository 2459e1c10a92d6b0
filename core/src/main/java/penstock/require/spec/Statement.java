package penstock.require.spec;

import java.util.List;

/**
 * A line that requires something.
 *
 * @param line counted from 1
 * @param tag which tag it is
 * @param of the package whose tags it stands among; build requirements are those of the whole spec
 * @param items what it states, in order
 * @param conditions the {@code %if} around it as written, the outermost first
 * @param comment the comment over its group of lines, without {@code #}; empty when there is none
 * @param text the line as written, without its end
 */
public record Statement(
        int line, Tag tag, Subpackage of, List<Stated> items, List<String> conditions, String comment, String text) {
    public Statement {
        items = List.copyOf(items);
        conditions = List.copyOf(conditions);
    }

    /** The tags that ask for other packages. */
    public enum Tag {
        REQUIRES("Requires"),
        BUILD_REQUIRES("BuildRequires"),
        RECOMMENDS("Recommends"),
        SUGGESTS("Suggests");

        private final String written;

        Tag(String written) {
            this.written = written;
        }

        /** As specs write it. */
        public String written() {
            return written;
        }
    }

    /** The tag, colon and white space before the first item: what a neighbour's line begins with. */
    public String start() {
        return items.isEmpty() ? text : text.substring(0, items.getFirst().from());
    }
}
