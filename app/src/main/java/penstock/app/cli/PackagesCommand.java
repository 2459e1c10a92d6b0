package penstock.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import penstock.app.document.DistroDocument;
import penstock.app.document.Json;
import penstock.app.terminal.Table;
import penstock.app.terminal.Terminal;
import penstock.distro.DistroReading;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.OutsideFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the distribution consists of, as Penstock understands it (B1). */
@Command(name = "packages", description = "Lists the packages of the distribution's release lines.")
final class PackagesCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--line", paramLabel = "L", description = "Only this release line.")
    private @Nullable String line;

    @Option(names = "--json", description = "Prints JSON (docs/packages.md).")
    private boolean json;

    PackagesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        Followed followed = context.parts().followed(context.dir());
        List<ReleaseLine> lines = chosen(followed);
        DistroReading distribution = followed.reading();
        if (json) {
            context.terminal().print(Json.indented(document(lines, distribution)));
        } else {
            lines.forEach(this::print);
            distribution.problems().forEach(problem -> context.terminal().say(Terminal.printable(problem.toString())));
        }
        boolean errors = distribution.problems().stream().anyMatch(problem -> problem.isError());
        return (errors ? ExitStatus.MISTAKE : ExitStatus.DONE).code();
    }

    private List<ReleaseLine> chosen(Followed followed) throws UserMistakes {
        if (line == null) {
            return followed.lines();
        }
        List<ReleaseLine> all = followed.reading().distribution().lines();
        List<ReleaseLine> chosen =
                all.stream().filter(one -> one.name().equals(line)).toList();
        if (chosen.isEmpty()) {
            String names = all.stream().map(ReleaseLine::name).collect(Collectors.joining(", "));
            throw UserMistakes.argument("there is no release line " + line, "there are: " + names);
        }
        return chosen;
    }

    private void print(ReleaseLine one) {
        Terminal terminal = context.terminal();
        terminal.print("%s (release %s, %s): %d packages"
                .formatted(
                        one.name(), one.release(), one.status(), one.packages().size()));
        Table table = new Table("PACKAGE", "PROJECT", "COMPONENT", "SOURCE", "PACKAGING");
        one.packages()
                .forEach(pkg -> table.row(
                        pkg.name(), pkg.project(), pkg.component(), shown(pkg.source()), shown(pkg.distgit())));
        terminal.print(table);
    }

    private static String shown(Package.Source source) {
        return source.url() + " " + source.ref() + (source.pinned() ? " (pinned)" : "");
    }

    private static ObjectNode document(List<ReleaseLine> lines, DistroReading distribution) {
        ObjectNode document = Json.object();
        document.set("lines", Json.array(lines, PackagesCommand::lineNode));
        document.set("problems", Json.array(distribution.problems(), Json::problem));
        return document;
    }

    private static ObjectNode lineNode(ReleaseLine one) {
        ObjectNode node = Json.object()
                .put("name", one.name())
                .put("release", one.release())
                .put("status", one.status());
        node.set(
                "targets",
                Json.texts(
                        one.repos().stream().map(ReleaseLine.TargetRepo::name).toList()));
        node.set("packages", Json.array(one.packages(), DistroDocument::pkg));
        return node;
    }
}
