package penstock.engine.warning;

import penstock.change.Commit;

/**
 * A change that is proposed to a package's upstream, whose commits are in the package's local copy.
 *
 * @param address what people call it, such as its page
 * @param base the commit of the branch that it is made on
 * @param commit its newest patch set
 */
public record Proposal(String address, Commit base, Commit commit) {}
