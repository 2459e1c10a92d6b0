package penstock.require.answer;

import penstock.require.spec.Stated;
import penstock.require.spec.Statement;

/** A requirement of a spec's line that names what is asked for. */
record Mention(Statement statement, Stated item) {}
