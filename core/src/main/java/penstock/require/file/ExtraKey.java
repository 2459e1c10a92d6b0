package penstock.require.file;

import penstock.require.Use;
import penstock.require.python.PythonRequirement;

/**
 * A key of {@code extras_require}: an extra's name, a marker after a colon, or both.
 *
 * @param marker empty for always
 */
record ExtraKey(Use use, String marker) {
    static ExtraKey of(String key) {
        int colon = key.indexOf(':');
        String name = (colon < 0 ? key : key.substring(0, colon)).strip();
        String marker = colon < 0 ? "" : key.substring(colon + 1).strip();
        if (marker.length() > PythonRequirement.MAX_LENGTH) {
            // Too long to be read, which is said with each requirement that it stands beside.
            marker = marker.substring(0, PythonRequirement.MAX_LENGTH);
        }
        return new ExtraKey(name.isEmpty() ? Use.RUNTIME : Use.extra(name), marker);
    }

    /** The requirement with this marker beside its own. */
    String with(String requirement) {
        return with(requirement, marker);
    }

    static String with(String requirement, String marker) {
        if (marker.isEmpty() || requirement.isEmpty()) {
            return requirement;
        }
        int own = requirement.indexOf(';');
        return own < 0
                ? requirement + " ; " + marker
                : requirement.substring(0, own) + "; ("
                        + requirement.substring(own + 1).strip() + ") and (" + marker + ")";
    }
}
