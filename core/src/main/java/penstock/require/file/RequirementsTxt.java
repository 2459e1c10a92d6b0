package penstock.require.file;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.require.Use;

/**
 * Reads a requirements file as pip does ({@code pip/_internal/req/req_file.py}): comments, continued lines, options, {@code -r} and
 * {@code -c} of files in the tree. Addresses are read as PBR reads them: {@code #egg=name-1.2} is {@code name>=1.2}.
 */
final class RequirementsTxt {
    private static final int DEEPEST = 10;
    private static final int MOST_FILES = 100;
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z0-9_]+}");
    /** What tells pip where and how to look, and nothing of what is needed. */
    private static final Set<String> OPTIONS = Set.of(
            "-i",
            "--index-url",
            "--pypi-url",
            "--extra-index-url",
            "--no-index",
            "-f",
            "--find-links",
            "--no-binary",
            "--only-binary",
            "--prefer-binary",
            "--require-hashes",
            "--pre",
            "--trusted-host",
            "--use-feature",
            "--always-unzip",
            "-Z",
            "--process-dependency-links",
            "--allow-external",
            "--allow-all-external",
            "--allow-unverified",
            "--no-use-wheel",
            "--use-wheel",
            "--no-allow-external",
            "--global-option",
            "--install-option",
            "--config-settings",
            "--config-setting",
            "-C",
            "--hash",
            "--only-final",
            "--uploaded-prior-to");

    private final FileSource files;
    private final Found found;
    private final Set<String> seen = new HashSet<>();

    RequirementsTxt(FileSource files, Found found) {
        this.files = files;
        this.found = found;
    }

    /** Whether the file is there. */
    boolean read(String path, Use use) {
        Optional<byte[]> bytes = files.read(path);
        bytes.ifPresent(content -> {
            if (seen.add(path + " " + use)) {
                lines(found.text(path, content), use, 0);
            }
        });
        return bytes.isPresent();
    }

    /** Whether it was read for any use. */
    boolean wasRead(String path) {
        return seen.stream().anyMatch(one -> one.startsWith(path + " "));
    }

    private void lines(SourceText source, Use use, int depth) {
        for (Line line : joined(source)) {
            String text = COMMENT.matcher(line.text()).replaceAll("").strip();
            if (!text.isEmpty()) {
                entry(source, new Line(line.number(), text), use, depth);
            }
        }
    }

    /** @param number of its first line */
    private record Line(int number, String text) {}

    /** A line that ends with a backslash goes on in the next, but for one with a comment. */
    private static List<Line> joined(SourceText source) {
        List<Line> lines = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int first = 0;
        for (int number = 1; number <= source.lineCount(); number++) {
            String line = source.line(number);
            boolean comment = COMMENT.matcher(line).find();
            boolean goesOn = line.endsWith("\\") && !comment;
            first = open.isEmpty() ? number : first;
            if (comment && line.startsWith("#")) {
                open.append(' ');
            }
            open.append(goesOn ? stripBackslashes(line) : line);
            if (!goesOn || number == source.lineCount()) {
                lines.add(new Line(first, open.toString()));
                open.setLength(0);
            } else if (open.isEmpty()) {
                open.append(' ');
            }
        }
        return lines;
    }

    private static String stripBackslashes(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return line.substring(0, end);
    }

    private void entry(SourceText source, Line line, Use use, int depth) {
        int options = optionsStart(line.text());
        String requirement = line.text().substring(0, options).strip();
        if (!requirement.isEmpty()) {
            requirement(source, line.number(), requirement, use);
        } else {
            option(source, line, use, depth);
        }
    }

    /** Where the first word that starts with a hyphen is: options follow the requirement. */
    private static int optionsStart(String text) {
        int at = text.startsWith("-") ? 0 : -1;
        for (int i = 1; at < 0 && i < text.length(); i++) {
            at = text.charAt(i) == '-' && text.charAt(i - 1) == ' ' ? i : -1;
        }
        return at < 0 ? text.length() : at;
    }

    private void option(SourceText source, Line line, Use use, int depth) {
        String text = line.text();
        int end = nameEnd(text);
        String name = text.substring(0, end);
        String value =
                unquoted(text.substring(end).strip().replaceFirst("^=", "").strip());
        switch (name) {
            case "-r", "--requirement" -> include(source, line.number(), value, use, depth);
            case "-c", "--constraint" ->
                include(source, line.number(), value, use.kind() == Use.Kind.CONSTRAINT ? use : null, depth);
            case "-e", "--editable" -> requirement(source, line.number(), value, use);
            default -> {
                if (!OPTIONS.contains(name)) {
                    found.error("pip knows no such option", source.position(line.number()), "");
                }
            }
        }
    }

    /** {@code --requirement=x}, {@code --requirement x}, {@code -r x} and {@code -rx}. */
    private static int nameEnd(String text) {
        if (text.startsWith("--")) {
            for (int i = 2; i < text.length(); i++) {
                if (text.charAt(i) == '=' || Character.isWhitespace(text.charAt(i))) {
                    return i;
                }
            }
            return text.length();
        }
        return Math.min(2, text.length());
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** @param use null for the file's own: a list of constraints */
    private void include(
            SourceText source, int line, String path, @org.jspecify.annotations.Nullable Use use, int depth) {
        String folder = source.file().substring(0, source.file().lastIndexOf('/') + 1);
        Optional<String> target = path.contains("://") ? Optional.empty() : FileSource.inTree(folder + path);
        Optional<byte[]> bytes = target.flatMap(files::read);
        if (bytes.isEmpty()) {
            found.warning(
                    "the file that it names is not in the tree", source.position(line), "what it says is not known");
            return;
        }
        String included = target.orElseThrow();
        Use of = use == null ? Use.constraint(included) : use;
        if (depth >= DEEPEST || seen.size() >= MOST_FILES) {
            found.error("too many files that name one another", source.position(line), "at most " + DEEPEST + " deep");
        } else if (seen.add(included + " " + of)) {
            lines(found.text(included, bytes.get()), of, depth + 1);
        }
    }

    private void requirement(SourceText source, int line, String text, Use use) {
        if (VARIABLE.matcher(text).find()) {
            found.warning("an environment variable is part of it", source.position(line), "its value is not known");
        }
        if (!DirectReference.is(text)) {
            found.python(text, use, source.position(line));
            return;
        }
        DirectReference.requirement(text)
                .ifPresentOrElse(
                        named -> found.python(named, use, source.position(line)),
                        () -> found.warning(
                                "a path or an address that does not say which package it is",
                                source.position(line),
                                "write NAME @ URL"));
    }
}
