/**
 * What DLRN's clients read of a line: built commits, votes, the ledger of promotions, counts. Start with {@link
 * penstock.engine.dlrn.BuiltCommits}.
 */
@NullMarked
package penstock.engine.dlrn;

import org.jspecify.annotations.NullMarked;
