package penstock.build;

import com.google.re2j.Pattern;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Whether a spec's documentation can be left out without losing anything else.
 *
 * <p>A spec asks {@code %if 0%{?with_doc}} or {@code %if %{with docs}} around what makes documentation. Some specs do more there:
 * oslo.i18n compiles its message catalogues in the same block, and {@code %find_lang} after it finds none when the block is left
 * out. The rule, on the text alone: a line of such a block in a script section does more than documentation when it
 *
 * <ol>
 *   <li>compiles message catalogues ({@code compile_catalog}, {@code msgfmt}), or
 *   <li>writes into the build root, that is names {@code %{buildroot}} or {@code $RPM_BUILD_ROOT} after leading {@code VAR=value}
 *       words, is no {@code rm}, and says nothing of {@code doc}, {@code html}, {@code man} or {@code info}.
 * </ol>
 *
 * <p>With such a line docs stay on; a target without docs then has a {@code %tox} that leaves an empty doc tree.
 */
final class DocsInSpec {
    private static final Pattern CONDITION =
            Pattern.compile("^\\s*%if\\b.*(\\bwith_docs?\\b|%\\{\\s*with\\s+docs?\\s*\\})");
    private static final Pattern ANY_IF = Pattern.compile("^\\s*%if(arch|narch|os|nos)?\\b");
    private static final Pattern NEGATED = Pattern.compile("^\\s*%if\\s+!|==\\s*0\\s*$");
    private static final Pattern ELSE = Pattern.compile("^\\s*%el(se|if)\\b");
    private static final Pattern ENDIF = Pattern.compile("^\\s*%endif\\b");
    private static final Pattern CATALOGUES = Pattern.compile("\\b(compile_catalog|msgfmt)\\b");
    private static final Pattern ASSIGNMENTS =
            Pattern.compile("^\\s*(export\\s+)?([A-Za-z_][A-Za-z0-9_]*=(\"[^\"]*\"|'[^']*'|[^\\s\"']*)*\\s*)+");
    private static final Pattern BUILD_ROOT = Pattern.compile("%\\{?\\??buildroot\\b|\\$\\{?RPM_BUILD_ROOT\\b");
    private static final Pattern ABOUT_DOCS =
            Pattern.compile("(?i)doc|html|man[0-9/\\s]|_mandir|_infodir|/info\\b|^\\s*rm\\s");

    private DocsInSpec() {}

    /** The line, counted from 1, that makes more than documentation although it stands in a block for it; empty when none does. */
    static Optional<Integer> needed(List<SpecLines.Line> spec) {
        Deque<Boolean> blocks = new ArrayDeque<>();
        for (int i = 0; i < spec.size(); i++) {
            String text = spec.get(i).text();
            if (ANY_IF.matcher(text).find()) {
                blocks.push(
                        CONDITION.matcher(text).find() && !NEGATED.matcher(text).find());
            } else if (ENDIF.matcher(text).find()) {
                blocks.poll();
            } else if (ELSE.matcher(text).find()) {
                if (!blocks.isEmpty()) {
                    blocks.pop();
                    blocks.push(false);
                }
            } else if (blocks.contains(true) && spec.get(i).section() == SpecLines.Section.SCRIPT && doesMore(text)) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    private static boolean doesMore(String line) {
        if (line.stripLeading().startsWith("#")) {
            return false;
        }
        if (CATALOGUES.matcher(line).find()) {
            return true;
        }
        String command = ASSIGNMENTS.matcher(line).replaceFirst("");
        return BUILD_ROOT.matcher(command).find()
                && !ABOUT_DOCS.matcher(command).find();
    }
}
