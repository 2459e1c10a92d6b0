package penstock.engine.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.build.BuildOptions;
import penstock.build.SpecFacts;
import penstock.engine.build.BuildLog;
import penstock.engine.build.RpmHeaders;
import penstock.engine.build.Workbench;
import penstock.engine.port.OutsideFailure;
import penstock.version.Evr;

/**
 * A workbench that understands as much of a spec as scenarios need: tags of the preamble, {@code %global} and {@code %define},
 * {@code %{name}}, {@code %setup -n NAME}, and in the script sections these commands:
 *
 * <pre>
 *   ask REQUIREMENT     in %generate_buildrequires
 *   askagain REQUIREMENT  the same, but it is asked even when it is installed
 *   print TEXT          printed as it is
 *   fail                ends the section with an error, as rpmbuild says it
 *   limit WORDS         ends it as a sandbox's limit does
 *   install PATH        in %install; what %files does not name is unpackaged
 * </pre>
 *
 * Its RPMs are texts that {@link #headers} reads.
 */
public final class FakeWorkbench implements Workbench {
    private static final Pattern MACRO = Pattern.compile("%\\{\\??(\\w+)}");
    private static final Pattern DEFINITION = Pattern.compile("^%(?:global|define)\\s+(\\w+)\\s+(.*)$");
    private static final Pattern TAG = Pattern.compile("^(\\w+)\\s*:\\s*(.*)$");
    private static final Pattern SETUP = Pattern.compile("^%(?:auto)?setup\\b(?:.*-n (\\S+))?.*$");

    private final Path work;
    private final SortedMap<String, String> provides;
    private final Optional<Missing> lacking;
    private final BuildOptions options;
    private final BuildLog log;
    private final List<String> calls;
    private final SortedMap<String, InstalledRpm> root = new TreeMap<>();

    FakeWorkbench(FakeTarget.Root target, BuildOptions options, BuildLog log, List<String> calls) {
        this.work = target.work();
        this.provides = target.provides();
        this.lacking = target.lacking();
        this.options = options;
        this.log = log;
        this.calls = calls;
    }

    /** Reads the RPMs that fake workbenches write. */
    public static RpmHeaders headers() {
        return rpm -> {
            try {
                List<String> lines = Files.readAllLines(rpm);
                List<String> requires = lines.stream()
                        .filter(l -> l.startsWith("R "))
                        .map(l -> l.substring(2))
                        .toList();
                List<String> files = lines.stream()
                        .filter(l -> l.startsWith("F "))
                        .map(l -> l.substring(2))
                        .toList();
                return Optional.of(new RpmHeaders.RpmHeader(lines.get(0), lines.get(1), lines.get(2), requires, files));
            } catch (IOException e) {
                throw new OutsideFailure("reading " + rpm, false, e);
            }
        };
    }

    /** A spec, its macros expanded and cut into sections. */
    private record Spec(
            Map<String, String> tags, List<String> requires, Map<String, List<String>> sections, String text) {
        String tag(String name) {
            return tags.getOrDefault(name, "");
        }

        List<String> section(String name) {
            return sections.getOrDefault(name, List.of());
        }

        String evr() {
            return (tags.containsKey("epoch") ? tag("epoch") + ":" : "") + tag("version") + "-" + tag("release");
        }
    }

    private Spec parse(Path sources, String name) throws OutsideFailure {
        Map<String, String> macros = new TreeMap<>(Map.of("dist", ".fake"));
        if (options.bootstrap()) {
            macros.put("repo_bootstrap", "1");
        }
        Map<String, String> tags = new TreeMap<>();
        List<String> requires = new ArrayList<>();
        Map<String, List<String>> sections = new TreeMap<>();
        List<String> text = new ArrayList<>();
        String section = "";
        for (String raw : read(sources.resolve(name)).lines().toList()) {
            String line = expand(raw, macros);
            Matcher definition = DEFINITION.matcher(line);
            Matcher tag = TAG.matcher(line);
            Matcher setup = SETUP.matcher(line);
            if (definition.matches()) {
                macros.put(definition.group(1), definition.group(2));
            } else if (line.matches(
                    "%(description|prep|build|install|check|generate_buildrequires|files|changelog).*")) {
                section = line.substring(1).split(" ", 2)[0];
                text.add(line);
            } else if (setup.matches()) {
                String top = setup.group(1) == null ? tags.get("name") + "-" + tags.get("version") : setup.group(1);
                text.add("/usr/lib/rpm/rpmuncompress -x /x/" + tags.get("source0") + "\ncd '" + top + "'");
                sections.computeIfAbsent(section, s -> new ArrayList<>()).add("setup " + top);
            } else if (section.isEmpty() && tag.matches()) {
                macros.put(tag.group(1).toLowerCase(java.util.Locale.ROOT), tag.group(2));
                tags.put(tag.group(1).toLowerCase(java.util.Locale.ROOT), tag.group(2));
                if (tag.group(1).equals("BuildRequires")) {
                    requires.add(tag.group(2));
                }
                text.add(line);
            } else {
                sections.computeIfAbsent(section, s -> new ArrayList<>()).add(line);
                text.add(line);
            }
        }
        return new Spec(tags, requires, sections, String.join("\n", text) + "\n");
    }

    private static String expand(String line, Map<String, String> macros) {
        return MACRO.matcher(line).replaceAll(m -> Matcher.quoteReplacement(macros.getOrDefault(m.group(1), "")));
    }

    @Override
    public Ran<String> expand(Path sources, String spec) throws OutsideFailure {
        calls.add("expand");
        Spec read = parse(sources, spec);
        for (String line : read.text().lines().toList()) {
            if (line.startsWith("SYNTAX")) {
                int number = read(sources.resolve(spec)).lines().toList().indexOf(line) + 1;
                print("error: line " + number + ": Unknown tag: " + line);
                return new Ran.Failed<>(1, Optional.empty());
            }
        }
        return new Ran.Done<>(read.text());
    }

    @Override
    public Ran<SpecFacts> query(Path sources, String spec) throws OutsideFailure {
        calls.add("query");
        Spec read = parse(sources, spec);
        return new Ran.Done<>(new SpecFacts(
                read.tag("name"),
                read.requires(),
                List.of(read.tag("name")),
                List.of(),
                read.text().contains("repo_bootstrap")));
    }

    @Override
    public Ran<Path> sourceRpm(Path sources, String spec) throws OutsideFailure {
        calls.add("srpm");
        Spec read = parse(sources, spec);
        String archive = read.tag("source0");
        if (!archive.isEmpty() && !Files.isRegularFile(sources.resolve(archive))) {
            print("error: Bad file: /build/SOURCES/" + archive + ": No such file or directory");
            return new Ran.Failed<>(1, Optional.empty());
        }
        List<String> content = new ArrayList<>(List.of(read.tag("name"), read.evr(), "src"));
        read.requires().forEach(requirement -> content.add("R " + requirement));
        read.section("generate_buildrequires").forEach(line -> content.add("G " + line));
        for (String section : List.of("prep", "build", "install", "check")) {
            read.section(section).forEach(line -> content.add("S " + section + " " + line));
        }
        read.section("files").forEach(line -> content.add("X " + line));
        return new Ran.Done<>(
                write(read.tag("name") + "-" + read.tag("version") + "-" + read.tag("release") + ".src.rpm", content));
    }

    @Override
    public Ran<List<InstalledRpm>> require(List<String> requirements) throws OutsideFailure {
        calls.add("require " + String.join(", ", requirements));
        Ran<List<InstalledRpm>> resolved = find(requirements);
        if (resolved instanceof Ran.Done<List<InstalledRpm>>(List<InstalledRpm> rpms)) {
            rpms.forEach(rpm -> root.put(rpm.nevra(), rpm));
            return new Ran.Done<>(List.copyOf(root.values()));
        }
        return resolved;
    }

    @Override
    public Ran<List<InstalledRpm>> resolve(List<String> requirements) throws OutsideFailure {
        calls.add("resolve");
        return find(requirements);
    }

    private Ran<List<InstalledRpm>> find(List<String> requirements) throws OutsideFailure {
        List<Missing> missing = new ArrayList<>();
        List<InstalledRpm> found = new ArrayList<>();
        for (String requirement : requirements) {
            String[] words = requirement.split(" ", -1);
            String version = provides.get(words[0]);
            if (version == null || !satisfies(version, words)) {
                print("No match for argument: " + requirement);
                missing.add(new Missing(requirement, "", onOffer(words[0])));
            } else {
                found.add(new InstalledRpm(words[0] + "-" + version + "-1.noarch", words[0] + " " + version));
            }
        }
        return missing.isEmpty() ? new Ran.Done<>(found) : new Ran.Unresolved<>(missing);
    }

    private static boolean satisfies(String version, String[] requirement) {
        return requirement.length < 3 || Evr.compareVersions(version, requirement[2]) >= 0;
    }

    @Override
    public List<String> onOffer(String capability) {
        String version = provides.get(capability);
        return version == null ? List.of() : List.of(capability + " = " + version);
    }

    @Override
    public Rebuilt rebuild(Path sourceRpm) throws OutsideFailure {
        calls.add("rebuild");
        List<String> lines = read(sourceRpm).lines().toList();
        List<String> all = new ArrayList<>(starting(lines, "R "));
        List<String> asked = starting(lines, "G ask ");
        List<String> again = starting(lines, "G askagain ");
        if (!again.isEmpty() || !asked.stream().allMatch(this::installed)) {
            all.addAll(asked);
            all.addAll(again);
            return new Rebuilt.NeedsMore(all);
        }
        List<String> installed = new ArrayList<>();
        for (String section : List.of("prep", "build", "install", "check")) {
            List<String> commands = starting(lines, "S " + section + " ");
            if (!commands.isEmpty()) {
                print("Executing(%" + section + "): /bin/sh -e /var/tmp/rpm-tmp.fake");
            }
            for (String command : commands) {
                if (command.startsWith("print ")) {
                    print(command.substring(6));
                } else if (command.startsWith("limit ")) {
                    return new Rebuilt.Failed(137, Optional.of(command.substring(6)));
                } else if (command.equals("fail")) {
                    print("error: Bad exit status from /var/tmp/rpm-tmp.fake (%" + section + ")");
                    return new Rebuilt.Failed(1, Optional.empty());
                } else if (command.startsWith("install ")) {
                    installed.add(command.substring(8));
                }
            }
        }
        return pack(lines, installed);
    }

    private boolean installed(String requirement) {
        String name = requirement.split(" ", 2)[0];
        return root.keySet().stream().anyMatch(nevra -> nevra.startsWith(name + "-"));
    }

    private Rebuilt pack(List<String> lines, List<String> installed) throws OutsideFailure {
        print("Processing files: " + lines.get(0));
        List<String> files = starting(lines, "X ");
        List<String> unpackaged = new ArrayList<>(installed);
        unpackaged.removeAll(files);
        if (!unpackaged.isEmpty()) {
            print("error: Installed (but unpackaged) file(s) found:");
            unpackaged.forEach(path -> print("   " + path));
            return new Rebuilt.Failed(1, Optional.empty());
        }
        if (files.isEmpty()) {
            return new Rebuilt.Built(List.of());
        }
        List<String> content = new ArrayList<>(List.of(lines.get(0), lines.get(1), "noarch"));
        files.forEach(path -> content.add("F " + path));
        return new Rebuilt.Built(
                List.of(write(lines.get(0) + "-" + lines.get(1).replace(':', '_') + ".noarch.rpm", content)));
    }

    private static List<String> starting(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    @Override
    public Ran<List<InstalledRpm>> installFresh(List<Path> rpms) {
        calls.add("install");
        return lacking.isPresent() ? new Ran.Unresolved<>(List.of(lacking.orElseThrow())) : new Ran.Done<>(List.of());
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private void print(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            log.write(bytes, 0, bytes.length);
        } catch (OutsideFailure e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, List<String> lines) throws OutsideFailure {
        try {
            Files.createDirectories(work);
            return Files.write(work.resolve(name), lines);
        } catch (IOException e) {
            throw new OutsideFailure("writing " + name, false, e);
        }
    }

    private static String read(Path file) throws OutsideFailure {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new OutsideFailure("reading " + file, false, e);
        }
    }
}
