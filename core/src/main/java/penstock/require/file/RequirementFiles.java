package penstock.require.file;

import com.google.re2j.Pattern;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.require.Declarations;
import penstock.require.Use;

/**
 * Reads all that a tree declares to need. Which files those are is known beforehand ({@link #roots()}), but for those that they
 * include.
 *
 * <p>For the requirements of PBR's projects the first of {@code requirements-py3.txt}, {@code requirements.txt} and
 * {@code tools/pip-requires} counts, as for PBR itself. In a project without PBR that says elsewhere what it needs at run time,
 * requirements.txt says nothing of the package and is only {@link Use.Kind#LISTED}.
 */
public final class RequirementFiles {
    private static final List<String> RUNTIME =
            List.of("requirements-py3.txt", "requirements.txt", "tools/pip-requires");
    private static final List<String> TEST = List.of(
            "test-requirements.txt",
            "tools/test-requires",
            "test_requirements.txt",
            "requirements-test.txt",
            "requirements_test.txt",
            "tests/requirements.txt",
            "test/requirements.txt");
    private static final List<String> DOC = List.of(
            "doc/requirements.txt",
            "docs/requirements.txt",
            "doc-requirements.txt",
            "docs-requirements.txt",
            "requirements-docs.txt");
    private static final List<String> LISTED =
            List.of("dev-requirements.txt", "requirements-dev.txt", "requirements_dev.txt");
    private static final List<String> CONSTRAINTS =
            List.of("global-requirements.txt", "upper-constraints.txt", "lower-constraints.txt");
    private static final List<String> BINDEP = List.of("bindep.txt", "other-requirements.txt");
    private static final List<String> OTHERS =
            List.of("pyproject.toml", "setup.cfg", "setup.py", "metadata.json", "Puppetfile");
    private static final Pattern PBR = Pattern.compile("\\bpbr\\b");

    private final FileSource files;
    private final NavigableSet<String> read = new TreeSet<>();
    private final Found found = new Found();
    private final RequirementsTxt requirements;

    private RequirementFiles(FileSource files) {
        this.files = path -> {
            Optional<byte[]> bytes = files.read(path);
            bytes.ifPresent(there -> read.add(path));
            return bytes;
        };
        this.requirements = new RequirementsTxt(this.files, found);
    }

    /**
     * What a tree says.
     *
     * @param files the paths that were read, those that others include too
     */
    public record Reading(Declarations declarations, SortedSet<String> files) {
        public Reading {
            files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
        }
    }

    /** The paths that are looked for in every tree. A change of none of them, nor of one that they include, changes nothing. */
    public static Set<String> roots() {
        Set<String> all = new TreeSet<>();
        List.of(RUNTIME, TEST, DOC, LISTED, CONSTRAINTS, BINDEP, OTHERS).forEach(all::addAll);
        return all;
    }

    public static Reading read(FileSource files) {
        RequirementFiles reader = new RequirementFiles(files);
        reader.all();
        return new Reading(reader.found.declarations(), reader.read);
    }

    private void all() {
        boolean pbr = pythonProject();
        boolean elsewhere = !pbr && found.has(Use.RUNTIME);
        first(RUNTIME).ifPresent(path -> runtime(path, elsewhere ? Use.listed(path) : Use.RUNTIME));
        first(TEST).ifPresent(path -> requirements.read(path, Use.TEST));
        first(DOC).ifPresent(path -> requirements.read(path, Use.DOC));
        LISTED.forEach(path -> requirements.read(path, Use.listed(path)));
        CONSTRAINTS.forEach(path -> requirements.read(path, Use.constraint(path)));
        text("metadata.json").ifPresent(text -> new PuppetMetadata(text, found).read());
        text("Puppetfile").ifPresent(text -> new Puppetfile(text, found).read());
        BINDEP.forEach(path -> text(path).ifPresent(text -> new Bindep(text, found).read()));
    }

    private void runtime(String path, Use use) {
        if (!requirements.wasRead(path)) {
            requirements.read(path, use);
        }
    }

    /** @return whether PBR is used, which reads requirements.txt in every case */
    private boolean pythonProject() {
        Optional<SourceText> pyproject = text("pyproject.toml");
        Optional<SourceText> setupCfg = text("setup.cfg");
        Optional<SourceText> setupPy = text("setup.py");
        pyproject.ifPresent(text -> new Pyproject(text, found, requirements).read());
        setupCfg.ifPresent(text -> new SetupCfg(found, requirements).read(text));
        setupPy.ifPresent(text -> new SetupPy(text, found).read());
        return found.names(Use.BUILD_SYSTEM).contains("pbr")
                || setupPy.filter(text -> PBR.matcher(text.text()).find()).isPresent();
    }

    private Optional<SourceText> text(String path) {
        return files.read(path).map(bytes -> found.text(path, bytes));
    }

    private Optional<String> first(List<String> paths) {
        return paths.stream().filter(path -> files.read(path).isPresent()).findFirst();
    }
}
