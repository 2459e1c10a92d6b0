package penstock.require.file;

/** PBR's old way to write a marker in setup.cfg, where a semicolon would start a comment: {@code name>=1:(python_version<'3')}. */
final class PbrMarker {
    private PbrMarker() {}

    /** By PEP 508. */
    static String moved(String requirement) {
        int start = requirement.indexOf(":(");
        return start < 0 || requirement.indexOf(';') >= 0
                ? requirement
                : requirement.substring(0, start).strip() + " ; "
                        + requirement.substring(start + 1).strip();
    }
}
