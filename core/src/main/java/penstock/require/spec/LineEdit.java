package penstock.require.spec;

/** One change of a spec's lines. Lines are counted from 1 in the spec that the edit was made for. */
public sealed interface LineEdit {
    /** The line that is changed, or after which something is put; 0 for before all. */
    int line();

    /** The new text, without the line's end. */
    String text();

    /** Changes a line. */
    record Replace(int line, String text) implements LineEdit {}

    /** Puts a line after another. */
    record Insert(int line, String text) implements LineEdit {}
}
