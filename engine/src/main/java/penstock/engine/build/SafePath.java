package penstock.engine.build;

import java.util.regex.Pattern;

/** Paths and names from a repository, before anything is written under them. */
final class SafePath {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+~-]{0,99}");
    private static final int LONGEST = 4000;

    private SafePath() {}

    /** Whether a path is relative, stays below its root, and has no control character. */
    static boolean is(String path) {
        if (path.isEmpty() || path.length() > LONGEST || path.chars().anyMatch(Character::isISOControl)) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || segment.equalsIgnoreCase(".git")) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word can be part of a file's name and of a spec. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** A path as people may be shown it. */
    static String shown(String path) {
        StringBuilder text = new StringBuilder();
        path.codePoints().limit(100).forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
        return text.toString();
    }
}
