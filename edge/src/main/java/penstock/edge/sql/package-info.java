/**
 * State in SQL: the journal of lines, the known builds, what the follower remembers, and what status pages read, in SQLite or PostgreSQL.
 * Start with {@link penstock.edge.sql.Database}; the tables are in {@code penstock/edge/sql/migration}. Why it is so:
 * docs/decisions/0050-state.md;
 * what differs between the two, and how one owner at a time writes: docs/decisions/0051-postgresql-and-standby.md.
 */
@NullMarked
package penstock.edge.sql;

import org.jspecify.annotations.NullMarked;
