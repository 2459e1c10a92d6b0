package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreparedTest {
    private static final String DOUBLE = "SELECT 2 * ?";

    private Connection connection;
    private Prepared statements;
    private Rows rows;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        statements = Prepared.keeping(connection, 2);
        rows = new Rows(statements);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aStatementIsPreparedOnceAndBoundAnew() throws SQLException {
        assertThat(rows.number(DOUBLE, 3)).isEqualTo(6);
        PreparedStatement first = statements.take(DOUBLE);
        statements.giveBack(DOUBLE, first);
        assertThat(rows.number(DOUBLE, 4)).isEqualTo(8);
        assertThat(statements.take(DOUBLE)).isSameAs(first);
    }

    @Test
    void oneThatIsReadIsNotGivenToAnother() throws SQLException {
        String numbers = "SELECT value FROM json_each(?)";
        List<List<Integer>> nested = rows.list(
                numbers, outer -> rows.list(numbers, inner -> inner.getInt(1) + outer.getInt(1), "[10, 20]"), "[1, 2]");
        assertThat(nested).containsExactly(List.of(11, 21), List.of(12, 22));
    }

    @Test
    void thoseThatAreNotUsedForLongestGo() throws SQLException {
        PreparedStatement first = statements.take(DOUBLE);
        statements.giveBack(DOUBLE, first);
        rows.number("SELECT 1");
        rows.number("SELECT 2");
        assertThat(first.isClosed()).isTrue();
        assertThat(rows.number(DOUBLE, 5)).isEqualTo(10);
    }

    @Test
    void oneThatFailedIsNotUsedAgain() throws SQLException {
        PreparedStatement first = statements.take(DOUBLE);
        statements.giveBack(DOUBLE, first);
        assertThatThrownBy(() -> rows.list(
                        DOUBLE,
                        _ -> {
                            throw new SQLException("unreadable");
                        },
                        1))
                .hasMessage("unreadable");
        assertThat(first.isClosed()).isTrue();
        assertThat(rows.number(DOUBLE, 1)).isEqualTo(2);
    }
}
