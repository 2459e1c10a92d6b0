package penstock.yaml;

import penstock.problem.SourcePosition;

/** A place in a source; line and column count from 0. */
record YamlPlace(YamlSource source, int line, int column) {
    SourcePosition position() {
        return source.position(line, column);
    }
}
