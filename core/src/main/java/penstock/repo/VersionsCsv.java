package penstock.repo;

import java.util.List;
import penstock.build.BuildRequest;

/**
 * {@code versions.csv}: for every package of a repository the last success with the status of the last processed commit, as
 * DLRN writes it ({@code dumpshas2file}), {@code None} for what is absent included. DLRN itself quotes nothing; a field that
 * needs it is quoted as Python's {@code csv} does, so that its readers (which use that module) get it back.
 */
public final class VersionsCsv {
    public static final String HEADER = "Project,Source Repo,Source Sha,Dist Repo,Dist Sha,Status,"
            + "Last Success Timestamp,Component,Extended Sha,Pkg NVR\n";

    private VersionsCsv() {}

    public static String text(List<SnapshotEntry> entries) {
        StringBuilder text = new StringBuilder(HEADER);
        entries.forEach(entry -> row(entry, text));
        return text.toString();
    }

    /** The text without its header, for joining several into one. */
    static String rows(String text) {
        return text.startsWith(HEADER) ? text.substring(HEADER.length()) : text;
    }

    private static void row(SnapshotEntry entry, StringBuilder to) {
        BuildRequest build = entry.build();
        List<String> fields = List.of(
                build.pkg().name(),
                build.pkg().source().url(),
                build.source().id(),
                build.pkg().distgit().url(),
                build.distgit().id(),
                entry.status(),
                Long.toString(entry.succeeded().getEpochSecond()),
                orNone(build.pkg().component()),
                orNone(entry.extended()),
                entry.nvr());
        for (int i = 0; i < fields.size(); i++) {
            to.append(quoted(fields.get(i))).append(i + 1 < fields.size() ? ',' : '\n');
        }
    }

    /** As DLRN writes what is not there. */
    public static String orNone(String text) {
        return text.isEmpty() ? "None" : text;
    }

    /** The field, in quotation marks where it needs them. */
    public static String quoted(String field) {
        boolean needed = field.indexOf(',') >= 0
                || field.indexOf('"') >= 0
                || field.indexOf('\n') >= 0
                || field.indexOf('\r') >= 0;
        return needed ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
