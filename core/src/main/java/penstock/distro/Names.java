package penstock.distro;

import java.util.regex.Pattern;

/** What names, URLs and refs from a distribution may look like; they end up in paths and on command lines. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");
    private static final Pattern URL = Pattern.compile("(?:https?|git|ssh|file)://[^\\s\\p{Cntrl}]{1,1000}"
            + "|/[^\\s\\p{Cntrl}]{1,1000}|[A-Za-z0-9._-]+@[A-Za-z0-9][A-Za-z0-9.-]*:[^\\s\\p{Cntrl}]{1,1000}");
    private static final Pattern REF = Pattern.compile("[A-Za-z0-9_][^\\s\\p{Cntrl}~^:?*\\[\\\\]{0,199}");
    private static final Pattern PIN = Pattern.compile("[0-9a-f]{40}|[vVrR]?[0-9]+(\\.[0-9]+)+.*|.*-(eol|em)");

    private Names() {}

    /** A name that can be a file's. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.contains("..");
    }

    /** A repository's address that git takes, and no option or command. */
    static boolean isUrl(String text) {
        return URL.matcher(text).matches() && !text.contains("/../");
    }

    /** A branch, tag or commit id by git's own rules, as far as they matter. */
    static boolean isRef(String text) {
        return REF.matcher(text).matches()
                && !text.contains("..")
                && !text.contains("@{")
                && !text.endsWith("/")
                && !text.endsWith(".lock");
    }

    /** A full commit id, a version or an end-of-life tag: not expected to move. */
    static boolean isPin(String ref) {
        return PIN.matcher(ref).matches();
    }
}
