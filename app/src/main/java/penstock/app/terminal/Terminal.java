package penstock.app.terminal;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/**
 * Where commands print: results to standard output, everything else to standard error. Colours appear only on a terminal, and
 * not when {@code NO_COLOR} is set (no-color.org) or {@code TERM} is {@code dumb}. Safe for use by several threads.
 */
public final class Terminal {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean colours;
    private final boolean live;
    private int liveLength;

    private Terminal(PrintStream out, PrintStream err, boolean live, boolean colours) {
        this.out = out;
        this.err = err;
        this.live = live;
        this.colours = colours;
    }

    /** The process's own streams. */
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean person = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(System.out, System.err, person && !plain, person && !plain);
    }

    /** Streams that are no terminal, for tests and files. */
    public static Terminal plain(PrintStream out, PrintStream err) {
        return new Terminal(out, err, false, false);
    }

    /** What a command was asked for, printed by others. */
    public PrintWriter printer() {
        return new PrintWriter(out, true, out.charset());
    }

    /** A line of the result. */
    public synchronized void print(String line) {
        clearLive();
        out.println(line);
        out.flush();
    }

    /** A result that is no text for people, as it is. */
    public synchronized void print(byte[] bytes) {
        clearLive();
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    public void print(Table table) {
        table.lines(colours).forEach(this::print);
    }

    /** A line for the person, not part of the result. */
    public synchronized void say(String line) {
        clearLive();
        err.println(line);
        err.flush();
    }

    /** Says what goes on now; on a terminal the next line takes its place, elsewhere nothing is shown. */
    public synchronized void now(String doing) {
        if (!live) {
            return;
        }
        clearLive();
        String shown = doing.length() > 78 ? doing.substring(0, 77) + "…" : doing;
        err.print(Style.FAINT.around(shown));
        err.flush();
        liveLength = shown.length();
    }

    public String styled(Style style, String text) {
        return colours ? style.around(text) : text;
    }

    /** The text without characters that a terminal obeys; each is shown as {@code \\uXXXX}. */
    public static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int kind = Character.getType(point);
            if (kind == Character.CONTROL || kind == Character.FORMAT || kind == Character.SURROGATE) {
                clean.append(String.format("\\u%04x", point));
            } else {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }

    private void clearLive() {
        if (liveLength > 0) {
            err.print("\r" + " ".repeat(liveLength) + "\r");
            liveLength = 0;
        }
    }
}
