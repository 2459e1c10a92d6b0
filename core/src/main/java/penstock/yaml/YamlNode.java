package penstock.yaml;

import penstock.problem.SourcePosition;

/** A scalar, list or map with its place. Immutable; a node that aliases refer to is shared. */
public sealed interface YamlNode permits YamlScalar, YamlList, YamlMap {
    /** Where it starts, with the text of that line. */
    SourcePosition at();

    /** What the user calls the file. */
    String file();

    /** What it is, for messages: {@code a list}, {@code the number 3}. */
    String described();
}
