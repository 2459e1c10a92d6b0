package penstock.require.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;

/** A line of a requirements file that starts with an address or a path instead of a name. */
final class DirectReference {
    private static final Pattern ADDRESS = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:[^ ]*/");
    private static final Pattern ARCHIVE =
            Pattern.compile("(?i)^[^ ;@]*\\.(?:whl|zip|tar\\.gz|tgz|tar\\.bz2|tar\\.xz)(?:\\[[^]]*])?(?: *;.*)?$");
    private static final Pattern EGG = Pattern.compile("[#&]egg=([^&;\\s]+)");
    private static final Pattern EGG_VERSION = Pattern.compile("^([A-Za-z0-9][A-Za-z0-9._-]*?)-([0-9][A-Za-z0-9.]*)$");
    private static final Pattern WHEEL = Pattern.compile("(?:^|/)([A-Za-z0-9_.]+)-[^/-]+(?:-[^/-]+){3,4}\\.whl");

    private DirectReference() {}

    static boolean is(String text) {
        return ADDRESS.matcher(text).find()
                || text.startsWith(".")
                || text.startsWith("/")
                || ARCHIVE.matcher(text).find();
    }

    /** By PEP 508: {@code name @ URL; marker}; empty when the name is not in it. */
    static Optional<String> requirement(String text) {
        int semicolon = markerStart(text);
        String address = text.substring(0, semicolon).strip();
        String marker = text.substring(semicolon);
        Matcher egg = EGG.matcher(address);
        if (egg.find()) {
            Matcher version = EGG_VERSION.matcher(egg.group(1));
            return Optional.of(
                    version.matches()
                            ? version.group(1) + ">=" + version.group(2) + marker
                            : egg.group(1) + " @ " + address + marker);
        }
        Matcher wheel = WHEEL.matcher(address);
        return wheel.find() ? Optional.of(wheel.group(1) + " @ " + address + marker) : Optional.empty();
    }

    /** A marker follows a semicolon with a space before it, as semicolons may stand in addresses. */
    private static int markerStart(String text) {
        int at = text.indexOf(" ;");
        int other = text.indexOf("; ");
        int start = at < 0 ? other : other < 0 ? at : Math.min(at, other);
        return start < 0 ? text.length() : start;
    }
}
