package penstock.require.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.require.Declarations;
import penstock.require.Declared;
import penstock.require.Difference;
import penstock.require.OnPython;
import penstock.require.python.PythonRequirement;

/** A1 on real files, and H4 with RealLimitsTest beside it: states of requirement files from the whole history of real projects, a few hundred of each file, beside what Python itself reads in them. */
@Tag("extended")
class RealHistoryTest {
    private static final List<String> KINDS = List.of("setup.cfg", "setup.py", "pyproject.toml", "metadata.json");

    @TempDir
    private Path folder;

    @Test
    void statesOfTheWholeHistoryAreReadAndEveryLineAccountedFor() throws Exception {
        Path bundles = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"), "rdo", "upstream");
        Assumptions.assumeTrue(Files.isDirectory(bundles), "PENSTOCK_REAL_DATA is not set");
        Set<String> blobs = new HashSet<>();
        int states = 0;
        for (Path bundle : bundles(bundles)) {
            Path repository = folder.resolve(bundle.getFileName().toString());
            RealGit.run("", "git", "clone", "-q", "--bare", bundle.toString(), repository.toString());
            states += history(repository, blobs);
        }
        System.out.println(states + " states of trees, of which " + blobs.size() + " files are read");
        assertThat(states).isGreaterThan(1_000);
    }

    @Test
    void pythonReadsTheSameInEachFile() throws Exception {
        Path bundles = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"), "rdo", "upstream");
        Assumptions.assumeTrue(Files.isDirectory(bundles), "PENSTOCK_REAL_DATA is not set");
        Assumptions.assumeTrue(hasPython(), "python3 with packaging, pip and tomllib is not here");
        Path files = Files.createDirectory(folder.resolve("files"));
        Map<String, String> ours = new TreeMap<>();
        for (Path bundle : bundles(bundles)) {
            Path repository = folder.resolve(bundle.getFileName().toString());
            RealGit.run("", "git", "clone", "-q", "--bare", bundle.toString(), repository.toString());
            for (Map.Entry<String, byte[]> blob : some(blobs(repository, ids(repository, commits(repository))), 40)) {
                String name = blob.getKey().replace('/', '_');
                Files.write(files.resolve(name), blob.getValue());
                ours.put(name, ours(blob.getKey(), blob.getValue()));
            }
        }
        List<String> theirs = RealGit.run("", "python3", "-c", PYTHON, files.toString())
                .lines()
                .toList();
        List<String> wrong = new ArrayList<>();
        for (String line : theirs) {
            String[] parts = line.split("\t", -1);
            if (!parts[1].equals(ours.get(parts[0]))) {
                wrong.add(parts[0] + "\n  python: " + parts[1] + "\n  here:   " + ours.get(parts[0]));
            }
        }
        long requirements = theirs.stream()
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .filter(found -> !found.isEmpty())
                .mapToLong(found -> found.split(" \\| ", -1).length)
                .sum();
        System.out.println(requirements + " requirements in " + theirs.size() + " of " + ours.size()
                + " files compared with Python, which refuses the others");
        assertThat(wrong).as("%d of %d", wrong.size(), theirs.size()).isEmpty();
        assertThat(theirs).hasSizeGreaterThan(500);
        assertThat(requirements).isGreaterThan(10_000);
    }

    /** @return how many different states its requirement files were in */
    private static int history(Path repository, Set<String> seen) throws Exception {
        List<Map<String, String>> states = ids(repository, commits(repository));
        Map<String, byte[]> contents = blobs(repository, states);
        Map<String, Declarations> before = new HashMap<>();
        for (Map.Entry<String, byte[]> blob : some(contents, 300)) {
            String path = path(blob.getKey());
            seen.add(blob.getKey());
            Declarations read = file(path, blob.getValue());
            accountedFor(path, blob.getValue(), read);
            Declarations old = before.getOrDefault(path, Declarations.NONE);
            assertThat(Difference.between(old, read).size())
                    .isLessThanOrEqualTo(old.all().size() + read.all().size());
            before.put(path, read);
        }
        return states.size();
    }

    private static Declarations file(String path, byte[] bytes) {
        return RequirementFiles.read(asked -> asked.equals(path) ? Optional.of(bytes) : Optional.empty())
                .declarations();
    }

    private static boolean isList(String path) {
        return path.contains("requir") || path.contains("constraints") || path.contains("-requires");
    }

    /** Each line that is neither blank, a comment, an option nor the rest of another declares something or has a problem. */
    static void accountedFor(String path, byte[] bytes, Declarations read) {
        if (!isList(path)) {
            return;
        }
        Set<Integer> known = new HashSet<>();
        read.all().forEach(one -> known.add(one.at().line()));
        read.problems().forEach(problem -> known.add(problem.at().line()));
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            boolean rest = i > 0 && lines[i - 1].endsWith("\\");
            if (!line.isEmpty() && !line.startsWith("#") && !line.matches("-[^e].*") && !rest) {
                assertThat(known).as("%s: %s", path, line).contains(i + 1);
            }
        }
    }

    private static List<Path> bundles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".bundle"))
                    .sorted()
                    .toList();
        }
    }

    /** Oldest first: those that changed one of the files, on every branch of the history. */
    private static List<String> commits(Path repository) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("git", "-C", repository.toString(), "rev-list", "--all", "--full-history", "--reverse", "--"));
        command.addAll(RequirementFiles.roots());
        return RealGit.run("", command.toArray(String[]::new)).lines().toList();
    }

    /** For each commit the ids of its files by path; a state that was there before is left out. */
    private static List<Map<String, String>> ids(Path repository, List<String> commits) throws Exception {
        StringBuilder asked = new StringBuilder();
        List<String> roots = List.copyOf(RequirementFiles.roots());
        commits.forEach(commit -> roots.forEach(
                path -> asked.append(commit).append(':').append(path).append('\n')));
        String[] answers = RealGit.run(
                        asked.toString(),
                        "git",
                        "-C",
                        repository.toString(),
                        "cat-file",
                        "--batch-check=%(objectname) %(objecttype)")
                .split("\n", -1);
        Map<Map<String, String>, Boolean> states = new LinkedHashMap<>();
        for (int i = 0; i < commits.size(); i++) {
            Map<String, String> state = new TreeMap<>();
            for (int j = 0; j < roots.size(); j++) {
                String answer = answers[i * roots.size() + j];
                if (answer.endsWith(" blob")) {
                    state.put(roots.get(j), answer.substring(0, answer.indexOf(' ')));
                }
            }
            states.put(state, true);
        }
        return List.copyOf(states.keySet());
    }

    /** The contents of all of them, by {@code id/path}. */
    private static Map<String, byte[]> blobs(Path repository, List<Map<String, String>> states) throws Exception {
        Set<String> ids = new TreeSet<>();
        states.forEach(state -> ids.addAll(state.values()));
        Map<String, byte[]> byId = new HashMap<>();
        RealGit.blobs(repository, ids, byId::put);
        Map<String, byte[]> blobs = new TreeMap<>();
        states.forEach(state -> state.forEach((path, id) -> blobs.put(id + "/" + path, byId.get(id))));
        return blobs;
    }

    /** At most so many of each path, spread evenly: Python needs a second for a few of the long lists. */
    private static List<Map.Entry<String, byte[]>> some(Map<String, byte[]> blobs, int most) {
        Map<String, List<Map.Entry<String, byte[]>>> byPath = new TreeMap<>();
        blobs.entrySet()
                .forEach(blob -> byPath.computeIfAbsent(path(blob.getKey()), key -> new ArrayList<>())
                        .add(blob));
        List<Map.Entry<String, byte[]>> some = new ArrayList<>();
        byPath.values().forEach(all -> {
            int step = 1 + all.size() / most;
            for (int i = 0; i < all.size(); i += step) {
                some.add(all.get(i));
            }
        });
        return some;
    }

    private static String path(String idAndPath) {
        return idAndPath.substring(idAndPath.indexOf('/') + 1);
    }

    private static String ours(String idAndPath, byte[] content) {
        String path = path(idAndPath);
        Declarations read = file(path, content);
        TreeSet<String> all = new TreeSet<>();
        for (Declared one : read.all()) {
            String use = KINDS.contains(path) && !path.equals("metadata.json")
                    ? one.use().toString() + " "
                    : "";
            if (one.requirement() instanceof OnPython(PythonRequirement python)) {
                all.add(use
                        + one.name()
                        + python.specifiers()
                        + python.marker().map(marker -> ";" + marker).orElse(""));
            } else {
                all.add(one.name());
            }
        }
        return String.join(" | ", all);
    }

    /** For each file what Python's own readers find in it; files and lines that they refuse are left out. */
    private static final String PYTHON = """
            import ast, configparser, json, os, re, sys, tomllib
            from packaging.requirements import Requirement
            from packaging.utils import canonicalize_name
            from pip._internal.req.req_file import parse_requirements
            from pip._internal.network.session import PipSession

            def told(text):
                r = Requirement(text)
                return canonicalize_name(r.name) + ','.join(sorted(map(str, r.specifier))) + (f';{r.marker}' if r.marker else '')

            def extra(name):
                return 'extra ' + canonicalize_name(name) + ' '

            def listed(value):
                lines = value.splitlines() if '\\n' in value else value.split(';')
                return [l.split(' #')[0].strip() for l in lines if l.strip() and not l.strip().startswith('#')]

            def setup_cfg(path):
                c = configparser.RawConfigParser(strict=False)
                c.optionxform = str
                c.read(path, encoding='utf-8')
                for section, keys in (('options', {'install_requires': 'runtime ', 'tests_require': 'test ', 'setup_requires': 'build system '}),
                                      ('metadata', {'requires_dist': 'runtime ', 'requires-dist': 'runtime '})):
                    for key, use in keys.items():
                        if c.has_option(section, key):
                            yield from (use + told(l) for l in listed(c.get(section, key)))
                for section in 'options.extras_require', 'extras':
                    for key in c.options(section) if c.has_section(section) else ():
                        for line in listed(c.get(section, key)):
                            m = re.match(r'([^:;]+):\\((.*)\\)$', line)
                            yield extra(key) + told(f'{m[1]};{m[2]}' if m else line)

            def pyproject(path):
                t = tomllib.load(open(path, 'rb'))
                yield from ('build system ' + told(l) for l in t.get('build-system', {}).get('requires', []))
                yield from ('runtime ' + told(l) for l in t.get('project', {}).get('dependencies', []))
                for name, items in t.get('project', {}).get('optional-dependencies', {}).items():
                    yield from (extra(name) + told(l) for l in items)

            def setup_py(path):
                for node in ast.walk(ast.parse(open(path, encoding='utf-8').read())):
                    if isinstance(node, ast.Call) and getattr(node.func, 'attr', getattr(node.func, 'id', '')) == 'setup':
                        for k in node.keywords:
                            use = {'install_requires': 'runtime ', 'tests_require': 'test ', 'setup_requires': 'build system '}.get(k.arg)
                            if use:
                                value = ast.literal_eval(k.value)
                                yield from (use + told(l) for l in ([value] if isinstance(value, str) else value))

            def metadata(path):
                t = json.load(open(path))
                yield from (d['name'].replace('/', '-').lower() for d in t.get('dependencies', []) + t.get('requirements', []))

            session = PipSession()

            def requirements(path):
                for r in parse_requirements(path, session):
                    if not r.is_editable and '://' not in r.requirement and not r.constraint:
                        yield told(r.requirement)

            readers = {'setup.cfg': setup_cfg, 'pyproject.toml': pyproject, 'setup.py': setup_py, 'metadata.json': metadata}
            for name in sorted(os.listdir(sys.argv[1])):
                kind = name.split('_', 1)[1]
                if kind in ('bindep.txt', 'Puppetfile', 'other-requirements.txt'):
                    continue
                try:
                    print(name + '\\t' + ' | '.join(sorted(set(readers.get(kind, requirements)(os.path.join(sys.argv[1], name))))))
                except Exception as e:
                    print(name, type(e).__name__, e, file=sys.stderr)
            """;

    private static boolean hasPython() throws Exception {
        Process process = new ProcessBuilder("python3", "-c", "import packaging, tomllib, pip._internal.req.req_file")
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
