package penstock.edge.rpm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import penstock.require.python.PythonName;

/**
 * Which Debian package may have what an RPM requires: the table {@code aliases} first, then rules on the archive's names. A rule
 * only proposes; what a package really provides is known when it has been made into an RPM.
 *
 * <pre>
 *   python3dist(PyYAML)      aliases: python3-yaml          python3dist(oslo.config)   python3-oslo.config (names compared as PEP 503 says)
 *   python3dist(python-dateutil), python3-dateutil          python3-dateutil
 *   python3dist(beautifulsoup4)                             python3-bs4 (of the source package beautifulsoup4)
 *   puppet-apache            puppet-module-puppetlabs-apache (the name's last part)
 *   /usr/bin/gpgv2           aliases: gpgv                   /usr/bin/tox              tox
 *   libfoo-devel, foo-devel  libfoo-dev
 * </pre>
 */
final class DebianNames {
    private static final Pattern DIST = Pattern.compile("python3(?:\\.\\d+)?dist\\(([^()\\[\\]]+)(?:\\[[^]]*])?\\)");
    private static final Pattern WORD = Pattern.compile("[^\\s()]+(?:\\([^()]*\\))*");
    private static final Set<String> RICH = Set.of("and", "or", "with", "without", "if", "unless", "else");
    private static final int MOST = 6;

    private final Set<String> packages;
    private final Map<String, String> overrides;
    private final Map<String, List<String>> normal = new HashMap<>();
    private final Map<String, List<String>> bySource = new HashMap<>();
    private final Map<String, List<String>> modules = new HashMap<>();
    private final Map<String, List<String>> aliases = new HashMap<>();

    private DebianNames(Map<String, String> sources, Map<String, String> overrides) {
        this.packages = sources.keySet();
        this.overrides = overrides;
        sources.forEach((name, source) -> {
            add(normal, normalized(name), name);
            if (name.startsWith("python3-") && !name.matches(".*-(doc|dbg|dev|examples)")) {
                add(bySource, normalized(source), name);
            }
            if (name.startsWith("puppet-module-")) {
                var rest = name.substring("puppet-module-".length());
                add(modules, rest, name);
                if (rest.contains("-")) {
                    add(modules, rest.substring(rest.indexOf('-') + 1), name);
                }
            }
        });
    }

    /**
     * @param lines {@code name source} each
     * @param table the text of {@code aliases}: a Debian package, then its other names
     * @param overrides a capability to the one Debian package that is proposed for it
     */
    static DebianNames read(Collection<String> lines, String table, Map<String, String> overrides) {
        var sources = new TreeMap<String, String>();
        for (var line : lines) {
            var words = line.split(" ");
            sources.put(words[0], words.length > 1 ? words[1] : words[0]);
        }
        var out = new DebianNames(sources, overrides);
        table.lines()
                .map(l -> l.replaceFirst("#.*", "").strip())
                .filter(l -> !l.isEmpty())
                .forEach(line -> {
                    var words = List.of(line.split("\\s+"));
                    words.subList(1, words.size()).forEach(name -> add(out.aliases, name, words.getFirst()));
                });
        return out;
    }

    /** Debian packages that may have what is required, the likeliest first; a rich requirement asks for all that it names. */
    List<String> candidates(String requirement) {
        SequencedSet<String> out = new LinkedHashSet<>();
        for (var name : names(requirement)) {
            if (overrides.containsKey(name)) {
                out.add(overrides.get(name));
                continue;
            }
            var found = new LinkedHashSet<String>();
            found.addAll(aliases.getOrDefault(name, List.of()));
            var dist = DIST.matcher(name);
            if (dist.matches()) {
                python(normalized(dist.group(1)), found);
            } else if (name.startsWith("/")) {
                plain(name.substring(name.lastIndexOf('/') + 1), found);
            } else {
                plain(name, found);
            }
            found.stream().filter(packages::contains).limit(MOST).forEach(out::add);
        }
        out.removeIf(name -> !packages.contains(name));
        return List.copyOf(out);
    }

    private void plain(String name, Set<String> found) {
        if (name.matches("deb\\(.+\\)")) {
            found.add(name.substring(4, name.length() - 1));
        }
        found.add(name);
        found.addAll(normal.getOrDefault(normalized(name), List.of()));
        if (name.startsWith("python3-")) {
            python(normalized(name.substring("python3-".length())), found);
        } else if (name.startsWith("python-")) {
            python(normalized(name.substring("python-".length())), found);
        } else if (name.startsWith("puppet-")) {
            module(normalized(name.substring("puppet-".length())), found);
        } else if (name.endsWith("-devel")) {
            var stem = name.substring(0, name.length() - "-devel".length());
            found.addAll(List.of(stem + "-dev", "lib" + stem + "-dev"));
        }
    }

    /** Debian calls its package after the module, often without a "python-" before or a "-python" behind. */
    private void python(String dist, Set<String> found) {
        var stems = new LinkedHashSet<>(List.of(
                dist,
                dist.replaceFirst("^python3?-", ""),
                dist.replaceFirst("-python3?$", ""),
                dist.replaceFirst("^py(?=.)", "")));
        for (var stem : stems) {
            found.addAll(normal.getOrDefault("python3-" + stem, List.of()));
        }
        for (var source : List.of(dist, "python-" + dist, "python3-" + dist)) {
            bySource.getOrDefault(source, List.of()).stream()
                    .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                    .forEach(found::add);
        }
        found.addAll(normal.getOrDefault(dist, List.of()));
    }

    private void module(String name, Set<String> found) {
        // The modules of Puppet's makers are the ones that the others are written for.
        modules.getOrDefault(name, List.of()).stream()
                .sorted(Comparator.<String, Boolean>comparing(p -> !p.equals("puppet-module-" + name))
                        .thenComparing(p -> !p.startsWith("puppet-module-puppetlabs-"))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(found::add);
    }

    /** The capabilities that a requirement names, without versions: {@code (a >= 1 with a < 2)} names {@code a}. */
    static List<String> names(String requirement) {
        var text = requirement.strip();
        if (!text.startsWith("(")) {
            return List.of(text.split("\\s+")[0]);
        }
        var out = new TreeSet<String>();
        var previous = "";
        for (var match : WORD.matcher(text).results().toList()) {
            var word = match.group();
            if (!RICH.contains(word) && !word.matches("[<>=]+") && !previous.matches("[<>=]+")) {
                out.add(word);
            }
            previous = word;
        }
        return List.copyOf(out);
    }

    private static String normalized(String name) {
        return PythonName.of(name).normalised();
    }

    private static void add(Map<String, List<String>> map, String key, String value) {
        map.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
    }

    /** Takes the lines of {@code apt-cache dumpavail}, or of any list of packages, and keeps the names. */
    static final class Records {
        private final List<String> out = new ArrayList<>();
        private String name = "";

        void line(String line) {
            if (line.startsWith("Package: ")) {
                name = line.substring("Package: ".length()).strip();
                out.add(name);
            } else if (line.startsWith("Source: ") && !out.isEmpty()) {
                var source = line.substring("Source: ".length()).strip().split(" ")[0];
                out.set(out.size() - 1, name + " " + source);
            }
        }

        /** {@code name} or {@code name source} each. */
        List<String> lines() {
            return out;
        }
    }
}
