package penstock.require.file;

import java.util.List;
import java.util.Optional;
import penstock.problem.SourcePosition;
import penstock.require.Use;
import penstock.require.file.IniText.Entry;
import penstock.require.file.IniText.Line;

/**
 * Reads what setup.cfg requires: setuptools' {@code [options]} with its {@code file:}, and PBR's {@code [extras]} and
 * {@code requires_dist}.
 */
final class SetupCfg {
    private final Found found;
    private final RequirementsTxt requirements;

    SetupCfg(Found found, RequirementsTxt requirements) {
        this.found = found;
        this.requirements = requirements;
    }

    void read(SourceText source) {
        for (Entry entry : IniText.read(source, found).entries()) {
            switch (entry.section()) {
                case "options" -> option(entry);
                case "options.extras_require" -> extra(entry, false);
                case "extras" -> extra(entry, true);
                case "metadata" -> metadata(entry);
                default -> {}
            }
        }
    }

    private void option(Entry entry) {
        switch (entry.key()) {
            case "install_requires", "requires" -> list(entry, Use.RUNTIME, "");
            case "tests_require" -> list(entry, Use.TEST, "");
            case "setup_requires" -> list(entry, Use.BUILD_SYSTEM, "");
            default -> {}
        }
    }

    /** The names that distutils2 had, which PBR still takes. */
    private void metadata(Entry entry) {
        switch (entry.key()) {
            case "requires_dist" -> list(entry, Use.RUNTIME, "");
            case "setup_requires_dist", "setup_requires" -> list(entry, Use.BUILD_SYSTEM, "");
            default -> {}
        }
    }

    /** The key is an extra's name, perhaps with a marker: {@code name:python_version<"3"}, or a marker alone. */
    private void extra(Entry entry, boolean pbr) {
        ExtraKey key = ExtraKey.of(entry.keyAsWritten());
        if (!pbr) {
            list(entry, key.use(), key.marker());
            return;
        }
        for (Line line : entry.lines()) {
            found.python(PbrMarker.moved(withoutComment(line.text())), key.use(), line.at());
        }
    }

    /** Several lines, or one with semicolons between. */
    private void list(Entry entry, Use use, String marker) {
        boolean several = entry.lines().size() > 1;
        for (Line line : entry.lines()) {
            Optional<String> files = directive(line.text());
            if (files.isPresent()) {
                files(files.get(), use, line.at());
                continue;
            }
            for (String text :
                    several ? List.of(line.text()) : List.of(line.text().split(";"))) {
                found.python(ExtraKey.with(withoutComment(text), marker), use, line.at());
            }
        }
    }

    private static Optional<String> directive(String text) {
        return text.startsWith("file:") ? Optional.of(text.substring(5)) : Optional.empty();
    }

    private void files(String list, Use use, SourcePosition at) {
        for (String written : list.split(",")) {
            Optional<String> path = FileSource.inTree(written.strip());
            if (path.isEmpty() || !requirements.read(path.get(), use)) {
                found.warning("the file that it names is not in the tree", at, "what it says is not known");
            }
        }
    }

    private static String withoutComment(String text) {
        int comment = text.indexOf(" #");
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }
}
