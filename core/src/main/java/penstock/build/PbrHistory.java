package penstock.build;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import penstock.change.LoggedCommit;
import penstock.version.Evr;

/** AUTHORS and ChangeLog as PBR's {@code sdist} writes them from git's log (its {@code git.py}); equal logs give equal bytes. */
public final class PbrHistory {
    private static final Pattern ROBOTS = Pattern.compile("(jenkins|zuul)@review|infra@lists|jenkins@openstack");
    private static final Pattern CO_AUTHOR = Pattern.compile("Co-authored-by:(.+)");
    private static final Pattern VERSION =
            Pattern.compile("v?[0-9]+(\\.[0-9]+)*(\\.?(a|b|c|rc)[0-9]+)?(\\.?(dev|post)[0-9]+)?");
    /** Python sorts text by code point, which is the order of its UTF-8 bytes. */
    private static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private PbrHistory() {}

    /**
     * AUTHORS: everybody who wrote a commit or is named as co-author, sorted, robots left out.
     *
     * @param before the content of the tree's {@code AUTHORS.in}; empty when there is none
     */
    public static String authors(String before, List<LoggedCommit> log) {
        TreeSet<String> authors = new TreeSet<>(BY_CODE_POINT);
        for (LoggedCommit entry : log) {
            if (!ROBOTS.matcher(entry.commit().author()).find()) {
                authors.add(entry.commit().author());
            }
            Matcher m = CO_AUTHOR.matcher(entry.message());
            while (m.find()) {
                authors.add(m.group(1).strip());
            }
        }
        return before + String.join("\n", authors) + "\n";
    }

    /** ChangeLog: a heading for each tagged version, a line for each commit that is no merge, newest first. */
    public static String changeLog(List<LoggedCommit> log) {
        StringBuilder text = new StringBuilder("CHANGES\n=======\n\n");
        boolean first = true;
        for (LoggedCommit entry : log) {
            Optional<String> version = highest(entry.tags());
            if (version.isPresent()) {
                text.append(first ? "" : "\n")
                        .append(version.get())
                        .append('\n')
                        .append("-".repeat(version.get().length()))
                        .append("\n\n");
            }
            String subject = entry.commit().subject();
            if (!subject.startsWith("Merge ")) {
                text.append("* ").append(escape(subject)).append('\n');
            }
            first = false;
        }
        return text.toString();
    }

    /** So that Sphinx takes the subject as plain text. */
    private static String escape(String subject) {
        String text = subject.endsWith(".") ? subject.substring(0, subject.length() - 1) : subject;
        return text.replace("*", "\\*").replace("_", "\\_").replace("`", "\\`");
    }

    private static Optional<String> highest(List<String> tags) {
        return tags.stream()
                .map(tag -> tag.replace('-', '.'))
                .filter(tag -> VERSION.matcher(tag).matches())
                .max(Comparator.comparing(PbrHistory::order));
    }

    private static Evr order(String tag) {
        return new Evr("0", tag.replaceFirst("\\.?(a|b|c|rc|dev)([0-9])", "~$1$2"), "");
    }
}
