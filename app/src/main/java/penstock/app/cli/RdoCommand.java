package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import penstock.app.rdo.Expected;
import penstock.app.rdo.ImportCheck;
import penstock.app.rdo.RdoCut;
import penstock.app.rdo.RdoFolder;
import penstock.app.terminal.Style;
import penstock.app.terminal.Table;
import penstock.app.terminal.Table.Cell;
import penstock.app.terminal.Terminal;
import penstock.build.Artifact;
import penstock.build.CauseText;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.engine.build.BuildLog;
import penstock.engine.build.UserMachine;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries.BuildDetail;
import penstock.line.LineState;
import penstock.line.PackageState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds packages of RDO from bundles of their repositories (E1); {@code examples/rdo/run} calls it. */
@Command(name = "rdo", hidden = true, description = "Builds packages of RDO from bundles of their repositories.")
final class RdoCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            index = "0",
            paramLabel = "BUNDLES",
            description = "Folder with upstream/, distgit/ and rdoinfo.bundle.")
    private Path bundles = Path.of(".");

    @Parameters(index = "1..*", paramLabel = "PACKAGE", description = "By any of its names, also PACKAGE@COMMIT.")
    private List<String> wanted = List.of();

    @Option(names = "--with-tests", description = "Runs the packages' tests and makes their documentation.")
    private boolean withTests;

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "What must come out; else every package must be built.")
    private @Nullable Path expect;

    RdoCommand(Context context) {
        this.context = context;
    }

    private record Row(String project, String nevra, boolean built, long seconds, String cause, Noticed noticed) {
        String said() {
            return Stream.of(cause.isEmpty() ? List.<String>of() : List.of(cause), noticed.lost(), noticed.lacking())
                    .flatMap(List::stream)
                    .collect(Collectors.joining("; "));
        }
    }

    /**
     * What was found of a package that is built.
     *
     * @param lost what its build warned of: files of the source that no package has
     * @param lacking what its import check found wrong
     * @param optional what that found besides
     */
    private record Noticed(List<String> lost, List<String> lacking, List<String> optional) {
        static final Noticed NOTHING = new Noticed(List.of(), List.of(), List.of());

        /** What makes a package a failure though it was built: files that are lost, modules that cannot be imported. */
        List<String> wrong() {
            return Stream.concat(lost.stream(), lacking.stream().filter(ImportCheck::isBroken))
                    .toList();
        }
    }

    @Override
    public Integer call() throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        Path dir = context.dir().toAbsolutePath().normalize();
        Optional<Expected> expected = expected();
        RdoCut cut = RdoFolder.make(bundles, dir, wanted, withTests);
        terminal.print(
                "rdoinfo's line " + cut.line().name() + ", cut to " + cut.kept().size() + " packages:");
        cut.kept()
                .forEach(one -> terminal.print("  " + one.pkg().project() + "  "
                        + one.pkg().source().url() + " " + one.pkg().source().ref() + "  "
                        + one.pkg().distgit().url() + " " + one.pkg().distgit().ref()));
        cut.unknown().forEach(name -> terminal.say(name + ": no package with both bundles is called so"));
        List<Row> rows;
        try (OwnedFactory owned = Owning.alone(context, dir, "examples/rdo/run")) {
            LineState end = owned.factory().runOnce(owned.followed().lines()).getFirst();
            rows = rows(owned, end, cut);
        }
        print(rows);
        List<String> differences = differences(expected, rows);
        differences.forEach(
                one -> terminal.print(terminal.styled(Style.BAD, "not as expected: ") + Terminal.printable(one)));
        long built = rows.stream().filter(Row::built).count();
        terminal.print("rdo built " + built + " of " + rows.size());
        boolean good = cut.unknown().isEmpty()
                && (expected.isPresent()
                        ? differences.isEmpty()
                        : rows.stream()
                                .allMatch(row ->
                                        row.built() && row.noticed().wrong().isEmpty()));
        return (good ? ExitStatus.DONE : ExitStatus.FAILED).code();
    }

    private Optional<Expected> expected() throws OutsideFailure {
        if (expect == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Expected.parse(Files.readString(expect)));
        } catch (IOException | IllegalArgumentException e) {
            throw new OutsideFailure("cannot read " + expect + ": " + e.getMessage(), false, e);
        }
    }

    private static List<String> differences(Optional<Expected> expected, List<Row> rows) {
        return expected.map(e -> e.differences(rows.stream()
                        .map(row -> new Expected.Outcome(
                                row.project(),
                                row.built(),
                                row.said(),
                                row.noticed().wrong()))
                        .toList()))
                .orElse(List.of());
    }

    private List<Row> rows(OwnedFactory owned, LineState end, RdoCut cut)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Map<String, PackageState> states = new LinkedHashMap<>();
        end.packages().forEach(pkg -> states.put(pkg.pkg().project(), pkg));
        List<Row> rows = new ArrayList<>();
        try (Readings readings = context.parts().readings(context.dir())) {
            for (RdoCut.Kept one : cut.kept()) {
                String project = one.pkg().project();
                Optional<BuildDetail> last = Optional.empty();
                for (var build : readings.queries().builds(end.name(), Optional.of(project), 1)) {
                    last = readings.queries().build(build.id());
                }
                rows.add(row(owned, end, one, Optional.ofNullable(states.get(project)), last));
            }
        }
        return rows;
    }

    private Row row(
            OwnedFactory owned,
            LineState end,
            RdoCut.Kept one,
            Optional<PackageState> state,
            Optional<BuildDetail> last)
            throws OutsideFailure, InterruptedException {
        String project = one.pkg().project();
        long seconds = last.map(BuildDetail::row)
                .flatMap(row -> row.times()
                        .ended()
                        .map(ended -> Duration.between(row.times().started(), ended)))
                .map(Duration::toSeconds)
                .orElse(0L);
        String nevra = last.flatMap(BuildDetail::nevra).orElse("-");
        if (state.filter(Ends::passing).isEmpty()) {
            String why = last.flatMap(BuildDetail::verdict)
                    .filter(verdict -> !verdict.succeeded())
                    .map(RdoCommand::cause)
                    .or(() -> state.map(s -> Ends.why(end, s)))
                    .orElse("never looked at");
            return new Row(project, nevra, false, seconds, why, Noticed.NOTHING);
        }
        return tried(
                owned,
                end.name(),
                one,
                last.orElseThrow(),
                new Row(project, nevra, true, seconds, "", Noticed.NOTHING));
    }

    private static String cause(Verdict verdict) {
        String step = verdict.step()
                .map(one -> one.name().toLowerCase(Locale.ROOT) + ": ")
                .orElse("");
        return step + verdict.cause().map(CauseText::of).orElse("unknown");
    }

    /** Installs what a build made on a user's machine, and imports it there (E2). */
    private Row tried(OwnedFactory owned, String line, RdoCut.Kept one, BuildDetail build, Row row)
            throws OutsideFailure, InterruptedException {
        List<String> names = build.artifacts().stream()
                .filter(artifact -> artifact.kind() == Artifact.Kind.RPM)
                .map(artifact -> artifact.file().replaceFirst("-[^-]+-[^-]+$", ""))
                .filter(name -> !name.endsWith("-doc") && !name.endsWith("-tests"))
                .toList();
        context.terminal().say("installing " + String.join(", ", names) + " into an empty root and importing");
        Said said = new Said();
        try (UserMachine machine = owned.machine(line, said)) {
            if (!machine.install(names, said).ok()) {
                return new Row(
                        row.project(),
                        row.nevra(),
                        false,
                        row.seconds(),
                        "dnf cannot install it: " + said.last(),
                        Noticed.NOTHING);
            }
            String commit = build.row().commits().source();
            String required = RdoFolder.requirements(one.upstream(), commit);
            ImportCheck.Findings found = ImportCheck.run(machine, names, required);
            return new Row(
                    row.project(),
                    row.nevra(),
                    true,
                    row.seconds(),
                    row.cause(),
                    new Noticed(warnings(build), found.lacking(), found.optional()));
        }
    }

    /** What the build itself warned of that is a loss: modules that no package has. Puppet's style is upstream's affair. */
    private static List<String> warnings(BuildDetail build) {
        return build.verdict()
                .map(verdict -> verdict.evidence().stream()
                        .map(Verdict.LogLine::text)
                        .filter(text -> text.contains("in no package"))
                        .toList())
                .orElse(List.of());
    }

    private void print(List<Row> rows) {
        Terminal terminal = context.terminal();
        Table table = new Table("PACKAGE", "VERSION-RELEASE", "RESULT", "SECONDS", "CAUSE");
        for (Row row : rows) {
            table.row(
                    Cell.of(row.project()),
                    Cell.of(row.nevra()),
                    row.built() ? new Cell("built", Style.GOOD) : new Cell("failed", Style.BAD),
                    Cell.of(Long.toString(row.seconds())),
                    Cell.of(row.cause()));
        }
        terminal.print(table);
        for (Row row : rows) {
            Stream.concat(row.noticed().lost().stream(), row.noticed().lacking().stream())
                    .forEach(text -> terminal.print(Terminal.printable(row.project() + " " + text)));
            if (!row.noticed().optional().isEmpty()) {
                terminal.print(Terminal.printable(row.project() + ", not required by upstream: "
                        + String.join(", ", row.noticed().optional())));
            }
        }
    }

    /** Keeps what is printed while packages are installed. */
    private static final class Said implements BuildLog {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void enter(Step step) {}

        @Override
        public synchronized void say(String line) {
            bytes.writeBytes((line + "\n").getBytes(UTF_8));
        }

        @Override
        public synchronized void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
        }

        synchronized String last() {
            return bytes.toString(UTF_8).lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
        }
    }
}
