package penstock.require.spec;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import penstock.build.SpecLines;
import penstock.build.SpecLines.Section;
import penstock.require.spec.Statement.Tag;

/** One walk over a spec's lines. */
final class SpecScan {
    private static final Pattern STATEMENT =
            Pattern.compile("(?i)^\\s*(Requires|BuildRequires|Recommends|Suggests)\\s*(?:\\([a-z, ]*\\))?\\s*:\\s*");
    private static final Pattern NAME = Pattern.compile("(?i)^name\\s*:\\s*(\\S+)");
    private static final Pattern IF = Pattern.compile("^\\s*%if(?:n?arch|n?os)?\\b");
    private static final Pattern ELSE = Pattern.compile("^\\s*%el(?:se|if(?:arch|os)?)\\b");
    private static final Pattern ENDIF = Pattern.compile("^\\s*%endif\\b");

    private final List<SpecLines.Line> lines;
    private final Macros macros;
    private final List<Subpackage> packages = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Set<String> made = new HashSet<>();
    private String mainName = "";
    private Subpackage current;
    private String comment = "";
    private boolean inCheck;
    private boolean checks;

    private SpecScan(List<SpecLines.Line> lines) {
        this.lines = lines;
        this.macros = Macros.of(lines);
        this.current = new Subpackage("", 1, 0, true, false);
    }

    static SpecSource read(String file, String text, Charset charset) {
        SpecScan scan = new SpecScan(SpecLines.of(text));
        scan.packages();
        scan.statements();
        return new SpecSource(
                file,
                charset,
                scan.lines,
                scan.packages,
                scan.statements,
                Generation.of(scan.lines, scan.macros),
                scan.checks);
    }

    /** Which packages there are, and of which there are files; so that statements can name them. */
    private void packages() {
        int mainLine = 1;
        for (int i = 0; i < lines.size() && mainName.isEmpty(); i++) {
            Matcher name = NAME.matcher(lines.get(i).text());
            if (lines.get(i).section() == Section.PREAMBLE && name.find()) {
                mainName = macros.expand(name.group(1));
                mainLine = i + 1;
            }
        }
        for (SpecLines.Line line : lines) {
            if (line.section() == Section.FILES && line.text().startsWith("%files")) {
                made.add(named(line.text()));
            }
        }
        current = new Subpackage(mainName, mainLine, 0, true, made.contains(mainName));
        packages.add(current);
    }

    private void statements() {
        Section before = Section.PREAMBLE;
        for (int i = 0; i < lines.size(); i++) {
            SpecLines.Line line = lines.get(i);
            if (!condition(line.text())) {
                if (line.section() == Section.PACKAGE && line.text().startsWith("%package")) {
                    String name = named(line.text());
                    current = new Subpackage(name, i + 1, conditions.size(), false, made.contains(name));
                    packages.add(current);
                    comment = "";
                } else if (line.section() == Section.PREAMBLE || line.section() == Section.PACKAGE) {
                    tags(line.text(), i + 1);
                } else if (line.section() == Section.SCRIPT) {
                    script(line.text());
                }
            }
            if (line.section() != before && line.section() != Section.PACKAGE) {
                comment = "";
            }
            before = line.section();
        }
    }

    private void script(String text) {
        String plain = text.strip();
        if (plain.startsWith("%check")) {
            inCheck = true;
        } else if (text.startsWith("%") && isSection(text)) {
            inCheck = false;
        } else if (inCheck && !plain.isEmpty() && !plain.startsWith("#")) {
            checks = true;
        }
    }

    private static boolean isSection(String text) {
        return Set.of("%prep", "%build", "%install", "%clean", "%generate_buildrequires", "%conf")
                .contains(text.split("\\s", 2)[0]);
    }

    private boolean condition(String text) {
        if (!text.stripLeading().startsWith("%")) {
            return false;
        }
        if (IF.matcher(text).find()) {
            conditions.add(text.strip());
        } else if (ELSE.matcher(text).find() && !conditions.isEmpty()) {
            conditions.set(conditions.size() - 1, "not: " + conditions.getLast());
        } else if (ENDIF.matcher(text).find()) {
            if (!conditions.isEmpty()) {
                conditions.removeLast();
            }
        } else {
            return false;
        }
        return true;
    }

    private void tags(String text, int number) {
        if (text.isBlank()) {
            comment = "";
        } else if (text.stripLeading().startsWith("#")) {
            comment = text.strip().substring(1).strip();
        }
        Matcher matcher = STATEMENT.matcher(text);
        if (text.length() <= 4096 && text.indexOf(':') > 0 && matcher.find()) {
            Tag tag = Tag.valueOf(matcher.group(1).toUpperCase(Locale.ROOT).replace("BUILDREQUIRES", "BUILD_REQUIRES"));
            statements.add(new Statement(
                    number, tag, current, StatedScan.of(text, matcher.end(), macros), conditions, comment, text));
        }
    }

    /** {@code %package -n NAME} or {@code %files SUFFIX}; the main package's without either. */
    private String named(String header) {
        String[] words = header.strip().split("\\s+");
        String suffix = "";
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals("-n") && i + 1 < words.length) {
                return macros.expand(words[i + 1]);
            }
            if (words[i].equals("-f") || words[i].equals("-l")) {
                i++;
            } else if (!words[i].startsWith("-")) {
                suffix = macros.expand(words[i]);
            }
        }
        return suffix.isEmpty() ? mainName : mainName + "-" + suffix;
    }
}
