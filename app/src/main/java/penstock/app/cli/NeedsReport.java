package penstock.app.cli;

import java.util.List;
import penstock.app.terminal.Style;
import penstock.app.terminal.Table;
import penstock.app.terminal.Table.Cell;
import penstock.app.terminal.Terminal;
import penstock.engine.require.WhoNeeds.Needs;
import penstock.require.Declared;
import penstock.require.spec.Statement;

/** Who requires something, for people. */
final class NeedsReport {
    private NeedsReport() {}

    static void print(Terminal terminal, String line, String name, List<Needs> all) {
        all.forEach(
                one -> one.trees().problems().forEach(problem -> terminal.say(Terminal.printable(problem.toString()))));
        long packages = all.stream()
                .filter(one -> !one.declared().isEmpty() || !one.stated().isEmpty())
                .count();
        terminal.print(Terminal.printable(
                line + ": " + packages + (packages == 1 ? " package requires " : " packages require ") + name));
        Table table = new Table("PACKAGE", "BY", "USE", "REQUIRES", "WHERE");
        for (Needs one : all) {
            one.declared().forEach(declared -> upstream(table, one, declared));
            one.stated().forEach(stated -> spec(table, one, stated));
        }
        if (!table.isEmpty()) {
            terminal.print(table);
        }
    }

    private static void upstream(Table table, Needs needs, Declared declared) {
        table.row(
                new Cell(needs.trees().pkg().name(), Style.STRONG),
                Cell.of("upstream"),
                Cell.of(declared.use().toString()),
                Cell.of(declared.requirement().written()),
                Cell.of(declared.at().toString()));
    }

    private static void spec(Table table, Needs needs, Statement stated) {
        table.row(
                new Cell(needs.trees().pkg().name(), Style.STRONG),
                Cell.of("spec"),
                Cell.of(stated.of().name()),
                Cell.of(stated.text().strip().replaceAll("\\s+", " ")),
                Cell.of(needs.trees().spec().map(spec -> spec.file() + ":").orElse("") + stated.line()));
    }
}
