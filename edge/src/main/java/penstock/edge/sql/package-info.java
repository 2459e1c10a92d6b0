/**
 * State in SQL: the journal of lines, the known builds, what the follower remembers, and what status pages read, on SQLite.
 * Start with {@link penstock.edge.sql.Database}; the tables are in {@code penstock/edge/sql/migration}. Why it is so:
 * docs/decisions/0050-state.md.
 */
@NullMarked
package penstock.edge.sql;

import org.jspecify.annotations.NullMarked;
