package penstock.build;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/**
 * The edits by which a distgit's spec becomes the spec of one build. They are DLRN's ({@code build_srpm.sh}), line by line:
 *
 * <ul>
 *   <li>{@code dlrn_nvr}, {@code dlrn} and {@code upstream_version} are defined at the top (where the spec defines one of the
 *       first two itself, that line is changed instead);
 *   <li>{@code Version:}, {@code Release:} and {@code Source0:} get their values, {@code UPSTREAMVERSION} is replaced;
 *   <li>the changelog's entries are cut.
 * </ul>
 *
 * <p>Unlike DLRN's, these edits hold to a line that is the tag, so a word that ends in {@code Version:} stays, as do a
 * {@code %package}'s own version and all that follows the changelog. When docs and tests are off, {@code with_doc 1} becomes 0 and
 * the build conditions {@code doc}, {@code docs}, {@code test} and {@code tests} that the spec declares are switched off, unless
 * the spec needs its docs ({@link DocsInSpec}). No line of a {@code %files} section is ever changed.
 */
public final class SpecEdit {
    private static final Pattern TAG = Pattern.compile("(?i)^(\\s*(version|release|source0?)\\s*:[ \\t]*)(.*)$");
    private static final Pattern OWN_DEFINITION = Pattern.compile("^%(?:global|define)\\s+(dlrn_nvr|dlrn)\\s+.*$");
    private static final Pattern WITH_DOC = Pattern.compile("(%(?:global|define)\\s+with_docs?\\s+)1\\b");
    private static final Pattern CONDITION = Pattern.compile(
            "^\\s*%bcond(?:_with|_without)?\\s+(docs?|tests?|check)\\b|_without_(docs?|tests?|check)\\b");
    private static final Pattern UNSAFE = Pattern.compile("[^0-9A-Za-z._+~^%{}?-]");

    private SpecEdit() {}

    /**
     * What goes in. Each value is one word of letters, digits and {@code . _ + ~ ^ -}.
     *
     * @param version for {@code Version:}
     * @param upstreamVersion for {@code %upstream_version}
     * @param release for {@code Release:}, without {@code %{?dist}}
     * @param tarball the file name of {@code Source0}, ending in {@code .tar.gz}
     * @param docsAndTests whether documentation and tests are wanted
     */
    public record Values(String version, String upstreamVersion, String release, String tarball, boolean docsAndTests) {
        public Values {
            for (String value : List.of(version, upstreamVersion, release, tarball)) {
                if (value.isEmpty() || UNSAFE.matcher(value).find()) {
                    throw new IllegalArgumentException("not one plain word: " + value);
                }
            }
        }
    }

    /**
     * What came out.
     *
     * @param text the edited spec, to be used when there is no error among the problems
     * @param linesBefore by how many lines the spec's own lines have moved down, for positions in rpm's messages
     * @param problems mistakes in the spec, and as a warning where docs stay on and why
     */
    public record Edited(String text, int linesBefore, List<Problem> problems) {
        public Edited {
            problems = List.copyOf(problems);
        }

        public boolean usable() {
            return problems.stream().noneMatch(Problem::isError);
        }
    }

    /**
     * Edits a spec.
     *
     * @param file what the user calls it, for problems
     */
    public static Edited apply(String file, String spec, Values values) {
        return new Edit(file, SpecLines.of(spec), values).run();
    }

    private enum Tag {
        VERSION,
        RELEASE,
        SOURCE
    }

    /** One run over the lines. */
    private static final class Edit {
        private final String file;
        private final List<SpecLines.Line> lines;
        private final Values values;
        private final String nvr;
        private final List<Problem> problems = new ArrayList<>();
        private final Set<Tag> seen = EnumSet.noneOf(Tag.class);
        private final List<String> ownDefinitions = new ArrayList<>();

        Edit(String file, List<SpecLines.Line> lines, Values values) {
            this.file = file;
            this.lines = lines;
            this.values = values;
            this.nvr = values.tarball().replaceFirst("\\.tar\\.gz$", "");
        }

        Edited run() {
            boolean docs = values.docsAndTests() || docsNeeded();
            List<SpecLines.Line> edited = new ArrayList<>();
            boolean cut = false;
            for (SpecLines.Line line : lines) {
                boolean changelog = line.section() == SpecLines.Section.CHANGELOG;
                if (!changelog || !cut) {
                    edited.add(edit(line, docs));
                }
                cut = changelog;
            }
            require(Tag.VERSION, "Version");
            require(Tag.RELEASE, "Release");
            List<String> before = definitions(docs);
            String text = String.join("", before.stream().map(d -> d + "\n").toList()) + SpecLines.join(edited);
            return new Edited(text, before.size(), problems);
        }

        private boolean docsNeeded() {
            Optional<Integer> at = DocsInSpec.needed(lines);
            at.ifPresent(line -> problems.add(Problem.warning(
                    "docs stay on, because a block for docs makes more than docs",
                    new SourcePosition(file, line, 0, cut(lines.get(line - 1).text())),
                    "move this line out of the block to build without docs")));
            return at.isPresent();
        }

        private SpecLines.Line edit(SpecLines.Line line, boolean docs) {
            if (line.section() == SpecLines.Section.FILES) {
                return line;
            }
            String text = line.text().replace("UPSTREAMVERSION", values.upstreamVersion());
            if (line.section() == SpecLines.Section.PREAMBLE || line.section() == SpecLines.Section.PACKAGE) {
                text = tag(text, line.section());
                text = ownDefinition(text);
            }
            return line.with(docs ? text : docsOff(text));
        }

        private static String docsOff(String text) {
            Matcher m = WITH_DOC.matcher(text);
            return m.find() ? text.substring(0, m.end() - 1) + "0" + docsOff(text.substring(m.end())) : text;
        }

        private String tag(String text, SpecLines.Section section) {
            Matcher m = TAG.matcher(text);
            if (!m.find()) {
                return text;
            }
            boolean main = section == SpecLines.Section.PREAMBLE;
            // A package of its own version keeps it; the placeholder that RDO's specs carry is none.
            if (!main && !m.group(3).strip().equals("XXX")) {
                return text;
            }
            String name = m.group(2).toLowerCase(java.util.Locale.ROOT);
            Tag tag = name.equals("version") ? Tag.VERSION : name.equals("release") ? Tag.RELEASE : Tag.SOURCE;
            if (main) {
                seen.add(tag);
            }
            return m.group(1)
                    + switch (tag) {
                        case VERSION -> values.version();
                        case RELEASE -> values.release() + "%{?dist}";
                        case SOURCE -> values.tarball();
                    };
        }

        private String ownDefinition(String text) {
            Matcher m = OWN_DEFINITION.matcher(text);
            if (!m.find()) {
                return text;
            }
            ownDefinitions.add(m.group(1));
            return "%global " + m.group(1) + " " + (m.group(1).equals("dlrn") ? "1" : nvr);
        }

        private List<String> definitions(boolean docs) {
            List<String> before = new ArrayList<>();
            if (!ownDefinitions.contains("dlrn_nvr")) {
                before.add("%define dlrn_nvr " + nvr);
            }
            if (!ownDefinitions.contains("dlrn")) {
                before.add("%global dlrn 1");
            }
            before.add("%define upstream_version " + values.upstreamVersion());
            if (!values.docsAndTests()) {
                for (String condition : conditions()) {
                    if (!docs || !condition.startsWith("doc")) {
                        before.add("%global _without_" + condition + " --without-" + condition);
                    }
                }
            }
            return before;
        }

        private List<String> conditions() {
            List<String> found = new ArrayList<>();
            for (SpecLines.Line line : lines) {
                Matcher m = CONDITION.matcher(line.text());
                while (m.find()) {
                    found.add(m.group(1) != null ? m.group(1) : m.group(2));
                }
            }
            return found.stream().distinct().sorted().toList();
        }

        private void require(Tag tag, String name) {
            if (!seen.contains(tag)) {
                problems.add(Problem.error(
                        "the spec has no line \"" + name + ":\" of its own",
                        SourcePosition.of(file),
                        "add \"" + name + ": XXX\" before the first %package or %description"));
            }
        }

        private static String cut(String text) {
            return text.length() <= 120 ? text : text.substring(0, 120) + "…";
        }
    }
}
