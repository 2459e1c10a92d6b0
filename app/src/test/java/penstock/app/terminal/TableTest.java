package penstock.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.app.terminal.Table.Cell;

/** Aligned columns, colours that do not change widths, nothing that moves a cursor (A4, G). */
class TableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table =
                new Table("PACKAGE", "RESULT").row("python-stevedore", "built").row("tiny", "failed");
        assertThat(table.lines(false))
                .containsExactly(
                        "PACKAGE           RESULT", //
                        "python-stevedore  built",
                        "tiny              failed");
    }

    @Test
    void coloursDoNotCountAsWidth() {
        Table table = new Table("A", "B").row(new Cell("x", Style.GOOD), Cell.of("y"));
        assertThat(table.lines(true).get(1)).isEqualTo("\u001b[32mx\u001b[0m  y");
    }

    @Test
    void controlCharactersOfOthersAreShownNotObeyed() {
        assertThat(new Table("A").row("a\u001b[2Jb\u202ec\n").lines(false))
                .isEqualTo(List.of("A", "a\\u001b[2Jb\\u202ec\\u000a"));
    }

    @Test
    void aRowHasACellForEveryHeading() {
        assertThatThrownBy(() -> new Table("A", "B").row("x")).hasMessage("1 cells under 2 headings");
    }
}
