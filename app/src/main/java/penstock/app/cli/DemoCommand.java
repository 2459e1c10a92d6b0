package penstock.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import penstock.app.demo.DemoFolder;
import penstock.app.demo.ExampleChange;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineState;
import penstock.line.PackageState;
import penstock.repo.RepoLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All of Penstock on a small distribution of its own (A4). */
@Command(
        name = "demo",
        description = "Follows, builds and publishes a small distribution before your eyes, and serves it.")
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;

    private final Context context;
    private final PromotedCheck promoted = new PromotedCheck();

    @Option(names = "--once", description = "Then installs and tries the packages as a user would, and ends.")
    private boolean once;

    @Option(
            names = "--installed",
            description = "With --once: ends when the packages were installed and tried, before a change is deployed.")
    private boolean installed;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where to serve (default: ${DEFAULT-VALUE} or any free one).",
            defaultValue = "0")
    private int port;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        Path folder = folder();
        List<Path> repositories = DemoFolder.make(folder, examples(), port == 0 ? freePort() : port);
        terminal.print("The demo lives in " + folder + ". Its " + repositories.size() + " git repositories, in "
                + folder.resolve("git") + ":");
        terminal.print("  "
                + String.join(
                        ", ",
                        repositories.stream()
                                .map(one -> String.valueOf(one.getFileName()))
                                .toList()));
        try (OwnedFactory owned = Owning.alone(context, folder, "penstock demo", promoted);
                Served served = owned.serve()) {
            terminal.print("Watch it at "
                    + terminal.styled(Style.STRONG, served.address().toString()) + " while it builds.");
            List<ReleaseLine> lines = owned.followed().lines();
            List<LineState> ends = owned.factory().runOnce(lines);
            boolean built =
                    ends.stream().flatMap(end -> end.packages().stream()).allMatch(Ends::passing);
            ends.forEach(end -> told(terminal, end));
            terminal.print("Served at "
                    + terminal.styled(Style.STRONG, served.address().toString()));
            if (once) {
                return checked(owned, lines, built).code();
            }
            terminal.print("What Puppet can deploy becomes " + PromotedCheck.LABEL + "; why, says penstock --dir "
                    + folder + " why " + PromotedCheck.LABEL);
            terminal.print("Commit something in one of the repositories and watch. Ctrl-C ends it.");
            Owning.followUntilStopped(owned);
            return ExitStatus.DONE.code();
        }
    }

    private ExitStatus checked(OwnedFactory owned, List<ReleaseLine> lines, boolean built)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        if (!built) {
            terminal.say("The demo failed: not every package was built.");
            return ExitStatus.FAILED;
        }
        terminal.print("Trying them as a user would:");
        List<String> failed = new ArrayList<>(
                new UserCheck(terminal).run(owned, lines.getFirst().name()));
        if (!installed) {
            failed.addAll(together(owned, lines));
        }
        if (!failed.isEmpty()) {
            terminal.say("The demo failed: " + String.join("; ", failed));
            return ExitStatus.FAILED;
        }
        return ExitStatus.DONE;
    }

    /** A change in two repositories, before and after. */
    private List<String> together(OwnedFactory owned, List<ReleaseLine> lines)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        Path folder = folder();
        Scenarios scenarios = context.parts().scenarios(folder);
        String line = context.parts().published(folder).lines().getFirst().folder();
        String before = snapshot(scenarios, line);
        terminal.print("Changing millpond's packaging and its Puppet module, which only work together:");
        ExampleChange.commit(examples(), folder.resolve("git"));
        if (!owned.factory().runOnce(lines).stream()
                .flatMap(end -> end.packages().stream())
                .allMatch(Ends::passing)) {
            return List.of("the changed packages are not built");
        }
        String after = snapshot(scenarios, line);
        List<String> failed = new ArrayList<>(new TogetherCheck(terminal, scenarios).run(line, before, after));
        terminal.print(
                "both together, which the rule of " + PromotedCheck.LABEL + " has the factory deploy by itself:");
        if (!promoted.await(context, folder, lines.getFirst().name(), after)) {
            failed.add(PromotedCheck.LABEL + " did not come to " + after);
        }
        return failed;
    }

    private static String snapshot(Scenarios scenarios, String line) throws OutsideFailure {
        return scenarios
                .under(line, RepoLayout.CURRENT, RepoLayout.CURRENT)
                .orElseThrow(() -> new OutsideFailure(line + " has published nothing", false))
                .subject()
                .packages();
    }

    private Path folder() {
        return context.dir().resolve("demo").toAbsolutePath().normalize();
    }

    private static void told(Terminal terminal, LineState end) {
        List<PackageState> failing =
                end.packages().stream().filter(pkg -> !Ends.passing(pkg)).toList();
        terminal.print(end.name() + ": " + (end.packages().size() - failing.size()) + " of "
                + end.packages().size() + " packages are built");
        failing.forEach(pkg -> terminal.print("  " + Ends.why(end, pkg)));
    }

    /** The examples' texts lie beside the program; the start script says where. */
    private static Path examples() throws OutsideFailure {
        Path examples = Path.of(System.getProperty("penstock.home", "."), "examples")
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(examples.resolve("history.yml"))) {
            throw new OutsideFailure(
                    "the demo's texts are not in " + examples + "; start it with ./penstock of a checkout", false);
        }
        return examples;
    }

    private static int freePort() throws OutsideFailure {
        for (int wanted : new int[] {USUAL_PORT, 0}) {
            try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException inUse) {
                if (wanted == 0) {
                    throw new OutsideFailure("no port is free to serve at: " + inUse.getMessage(), true, inUse);
                }
            }
        }
        throw new IllegalStateException("not reached");
    }
}
