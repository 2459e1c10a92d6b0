package penstock.require.file;

/** In which way the values of a file are written. */
enum Syntax {
    TOML,
    JSON;

    boolean isComment(char c) {
        return this == TOML && c == '#';
    }

    char afterKey() {
        return this == TOML ? '=' : ':';
    }
}
