package penstock.app.cli;

import java.nio.file.Path;
import java.util.List;
import penstock.app.terminal.Terminal;
import penstock.engine.access.Actor;
import penstock.engine.line.LineListener;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;

/** How commands that change something get at the data folder: as its owner, or by asking its owner. */
final class Owning {
    private Owning() {}

    static Claimed claim(Context context, Path dir, String purpose)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        return context.parts().claim(dir, purpose, new LineReporter(terminal), terminal::say);
    }

    /** For commands that must own the folder themselves. */
    static OwnedFactory alone(Context context, Path dir, String purpose)
            throws UserMistakes, OutsideFailure, InterruptedException {
        return mine(dir, claim(context, dir, purpose));
    }

    /** @param listener is told of every step as well */
    static OwnedFactory alone(Context context, Path dir, String purpose, LineListener listener)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        return mine(
                dir, context.parts().claim(dir, purpose, listener.after(new LineReporter(terminal)), terminal::say));
    }

    /** Waits until the factory can be owned. */
    static OwnedFactory standBy(Context context, Path dir, String purpose)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        return mine(dir, context.parts().standBy(dir, purpose, new LineReporter(terminal), terminal::say));
    }

    private static OwnedFactory mine(Path dir, Claimed claimed) throws OutsideFailure {
        return switch (claimed) {
            case Claimed.Mine(OwnedFactory factory) -> factory;
            case Claimed.Taken(DataFolder _, String owner) ->
                throw new OutsideFailure(
                        dir + " belongs to another process (" + owner
                                + "); stop that one first, or name another folder with --dir",
                        false);
        };
    }

    /** Who runs this command. */
    static Actor user() {
        return Actor.user(System.getProperty("user.name"));
    }

    /** Ends well when somebody asks this process to stop (penstock.engine.owner.DataFolder.Request.Stop interrupts it). */
    static void followUntilStopped(OwnedFactory owned) throws OutsideFailure {
        try {
            owned.follow();
        } catch (InterruptedException _) {
            // Whatever was under way is begun again by the next owner.
        }
    }

    /** For what needs the state and nothing else. */
    static ExitStatus administer(Context context, String purpose, DataFolder.Request request)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        List<String> problems = context.parts()
                .administer(context.dir(), purpose, request, text -> terminal.print(Terminal.printable(text)));
        problems.forEach(problem -> terminal.say("penstock: " + Terminal.printable(problem)));
        return problems.isEmpty() ? ExitStatus.DONE : ExitStatus.MISTAKE;
    }

    static ExitStatus ask(Context context, Claimed.Taken taken, DataFolder.Request request)
            throws OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        terminal.say("asking the owner of the data folder: " + taken.owner());
        List<String> problems = taken.folder().ask(request, terminal::say);
        problems.forEach(problem -> terminal.print(Terminal.printable(problem)));
        return problems.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
