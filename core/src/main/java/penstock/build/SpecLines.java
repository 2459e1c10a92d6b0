package penstock.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A spec's text cut into lines that keep their ends, each with the section that it belongs to. Joining the lines gives the text
 * back, byte for byte.
 */
public final class SpecLines {
    /** Where a line stands; a section's own first line ({@code %prep}) belongs to it. */
    public enum Section {
        PREAMBLE,
        /** The tags of a {@code %package}. */
        PACKAGE,
        DESCRIPTION,
        /** What a shell runs: {@code %prep}, {@code %build}, {@code %install}, {@code %check} and the rest of them. */
        SCRIPT,
        FILES,
        CHANGELOG,
        OTHER
    }

    public record Line(Section section, String text, String end) {
        public Line with(String changed) {
            return new Line(section, changed, end);
        }
    }

    private static final Set<String> SCRIPTS =
            Set.of("prep", "generate_buildrequires", "conf", "build", "install", "check", "clean");
    private static final Set<String> OTHERS = Set.of(
            "pre",
            "post",
            "preun",
            "postun",
            "pretrans",
            "posttrans",
            "preuntrans",
            "postuntrans",
            "verifyscript",
            "triggerin",
            "triggerun",
            "triggerpostun",
            "triggerprein",
            "filetriggerin",
            "filetriggerun",
            "filetriggerpostun",
            "transfiletriggerin",
            "transfiletriggerun",
            "transfiletriggerpostun",
            "sepolicy",
            "sourcelist",
            "patchlist");

    private SpecLines() {}

    public static List<Line> of(String spec) {
        List<Line> lines = new ArrayList<>();
        Section section = Section.PREAMBLE;
        int start = 0;
        while (start < spec.length()) {
            int newline = spec.indexOf('\n', start);
            int next = newline < 0 ? spec.length() : newline + 1;
            int end = newline < 0 ? next : newline > start && spec.charAt(newline - 1) == '\r' ? newline - 1 : newline;
            String text = spec.substring(start, end);
            section = section(text, section);
            lines.add(new Line(section, text, spec.substring(end, next)));
            start = next;
        }
        return lines;
    }

    public static String join(List<Line> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append(line.end()));
        return text.toString();
    }

    /** rpm takes a section's name only at the very start of a line, followed by a space or nothing. */
    private static Section section(String line, Section current) {
        if (!line.startsWith("%")) {
            return current;
        }
        int end = 1;
        while (end < line.length() && (Character.isLetter(line.charAt(end)) || line.charAt(end) == '_')) {
            end++;
        }
        if (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            return current;
        }
        String word = line.substring(1, end).toLowerCase(Locale.ROOT);
        return switch (word) {
            case "package" -> Section.PACKAGE;
            case "description" -> Section.DESCRIPTION;
            case "files" -> Section.FILES;
            case "changelog" -> Section.CHANGELOG;
            default -> SCRIPTS.contains(word) ? Section.SCRIPT : OTHERS.contains(word) ? Section.OTHER : current;
        };
    }
}
