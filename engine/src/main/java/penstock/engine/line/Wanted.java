package penstock.engine.line;

import java.util.Optional;
import penstock.build.BuildOptions;

/**
 * A build that a person asks for.
 *
 * @param line the release line's name
 * @param project the package
 * @param commit an upstream branch, tag or commit id; empty for the head of the branch that is followed
 * @param options what changes the outcome
 */
public record Wanted(String line, String project, Optional<String> commit, BuildOptions options) {}
