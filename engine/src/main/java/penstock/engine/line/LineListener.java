package penstock.engine.line;

/** Is told of every step that was written, in order, by the line's own thread; it must return at once. */
@FunctionalInterface
public interface LineListener {
    void stepped(String line, Journal.Entry entry);

    /** Tells another listener first. */
    default LineListener after(LineListener other) {
        return (line, entry) -> {
            other.stepped(line, entry);
            stepped(line, entry);
        };
    }
}
