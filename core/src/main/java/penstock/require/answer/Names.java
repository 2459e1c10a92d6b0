package penstock.require.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import penstock.distro.Package;
import penstock.require.Requirement;
import penstock.require.python.PythonName;
import penstock.require.spec.Stated;

/**
 * Which package is meant by a requirement: by what packages provide, else by the distribution's own list, else by a table, else by
 * the naming rules.
 */
public final class Names {
    /** Names that the rules don't give, as distributions of the RPM family have them or had them. */
    public static final Map<String, List<String>> USUAL = Map.ofEntries(
            Map.entry("pyyaml", List.of("python3-pyyaml", "python3-yaml", "python3-PyYAML", "PyYAML")),
            Map.entry("babel", List.of("python3-babel", "babel")),
            Map.entry("pytz", List.of("python3-pytz", "pytz")),
            Map.entry("pyparsing", List.of("python3-pyparsing", "pyparsing")),
            Map.entry("numpy", List.of("python3-numpy", "numpy")),
            Map.entry("pyopenssl", List.of("python3-pyOpenSSL", "pyOpenSSL")),
            Map.entry("pymysql", List.of("python3-PyMySQL")),
            Map.entry("pycrypto", List.of("python3-crypto", "python3-pycrypto")),
            Map.entry("pyzmq", List.of("python3-zmq", "python3-pyzmq")),
            Map.entry("pastedeploy", List.of("python3-paste-deploy")),
            Map.entry("sqlalchemy-migrate", List.of("python3-migrate")),
            Map.entry("oslosphinx", List.of("python3-oslo-sphinx")),
            Map.entry("pyinotify", List.of("python3-inotify", "python3-pyinotify")),
            Map.entry("posix-ipc", List.of("python3-posix_ipc")),
            Map.entry("pika-pool", List.of("python3-pika_pool")),
            Map.entry("wsgi-intercept", List.of("python3-wsgi_intercept")),
            Map.entry("suds-jurko", List.of("python3-suds")),
            Map.entry("google-api-python-client", List.of("python3-google-api-client")),
            Map.entry("python-subunit", List.of("python3-subunit")),
            Map.entry("dnspython", List.of("python3-dns")),
            Map.entry("python-dateutil", List.of("python3-dateutil")),
            Map.entry("systemd-python", List.of("python3-systemd")),
            Map.entry("libvirt-python", List.of("python3-libvirt")));

    /** Of these, the packages for Python 2 whose names do not say so. */
    static final Set<String> PYTHON_2 = USUAL.values().stream()
            .flatMap(List::stream)
            .filter(name -> Stated.flavour(name).isEmpty())
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Package> projects = new HashMap<>();
    private final Map<String, List<String>> table;

    /**
     * @param packages of the distribution
     * @param table project, Puppet module or package of bindep's, in any spelling, to package names, the one to write first; it comes before
     *     {@link #USUAL}
     */
    public Names(List<Package> packages, Map<String, List<String>> table) {
        for (Package one : packages) {
            projects.putIfAbsent(normal(one.source().repositoryName()), one);
        }
        for (Package one : packages) {
            projects.putIfAbsent(normal(one.project()), one);
            projects.putIfAbsent(normal(one.name()), one);
        }
        Map<String, List<String>> all = new HashMap<>(USUAL);
        // Names of bindep's packages are not normalised.
        table.forEach((name, listed) -> {
            all.put(name, listed);
            all.put(normal(name), listed);
        });
        this.table = Map.copyOf(all);
    }

    /** Of a distribution of which only the rules and the usual exceptions are known. */
    public static Names usual() {
        return new Names(List.of(), Map.of());
    }

    /** What a requirement is called there. */
    public Named of(Requirement requirement, Provided provided) {
        return switch (requirement.ecosystem()) {
            case PYTHON -> python(requirement.name(), provided);
            case PUPPET -> puppet(requirement.name(), provided);
            case SYSTEM -> system(requirement.name(), provided);
        };
    }

    private Named python(String project, Provided provided) {
        Optional<Package> ours = project(project, "python-");
        List<String> listed = table.getOrDefault(project, List.of());
        String convention = "python3-" + (project.startsWith("python-") ? project.substring(7) : project);
        NavigableSet<String> aliases = new TreeSet<>(listed);
        aliases.add(convention);
        aliases.add("python3-" + project);
        Optional<String> ourName = ours.map(one -> library(one.name()));
        ourName.ifPresent(aliases::add);
        List<Offer> offers = provided.whoProvides(Provided.dist(project));
        if (!offers.isEmpty()) {
            Packaged provider = offers.getFirst().provider();
            aliases.add(provider.name());
            provider.provides().stream()
                    .map(RpmDependency::name)
                    .filter(name -> name.indexOf('(') < 0)
                    .forEach(aliases::add);
            return new Named(provider.name(), Named.By.PROVIDES, aliases, ours);
        }
        if (ourName.isPresent()) {
            return new Named(ourName.get(), Named.By.DISTROINFO, aliases, ours);
        }
        return listed.isEmpty()
                ? new Named(convention, Named.By.CONVENTION, aliases, ours)
                : new Named(listed.getFirst(), Named.By.TABLE, aliases, ours);
    }

    /** {@code openstack-keystone} is in {@code puppet-keystone}. */
    private Named puppet(String module, Provided provided) {
        String plain = module.substring(module.indexOf('-') + 1);
        String convention = module.equals("puppet") ? "puppet" : "puppet-" + plain;
        List<String> listed = table.getOrDefault(module, List.of());
        NavigableSet<String> aliases = new TreeSet<>(listed);
        Optional<Package> ours = Optional.ofNullable(projects.get(normal(convention)))
                .or(() -> Optional.ofNullable(projects.get(normal(module))));
        aliases.add(convention);
        if (!provided.whoProvides(convention).isEmpty()) {
            return new Named(convention, Named.By.PROVIDES, aliases, ours);
        }
        if (ours.isPresent()) {
            aliases.add(ours.get().name());
            return new Named(ours.get().name(), Named.By.DISTROINFO, aliases, ours);
        }
        return listed.isEmpty()
                ? new Named(convention, Named.By.CONVENTION, aliases, ours)
                : new Named(listed.getFirst(), Named.By.TABLE, aliases, ours);
    }

    private Named system(String name, Provided provided) {
        List<Offer> offers = provided.whoProvides(name);
        List<String> listed = table.getOrDefault(name, List.of());
        NavigableSet<String> aliases = new TreeSet<>(List.of(name));
        if (!offers.isEmpty()) {
            return new Named(offers.getFirst().provider().name(), Named.By.PROVIDES, aliases, Optional.empty());
        }
        return listed.isEmpty()
                ? new Named(name, Named.By.CONVENTION, aliases, Optional.empty())
                : new Named(listed.getFirst(), Named.By.TABLE, new TreeSet<>(listed), Optional.empty());
    }

    private Optional<Package> project(String name, String prefix) {
        List<String> candidates = new ArrayList<>(List.of(name, prefix + name));
        return candidates.stream()
                .map(projects::get)
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }

    /** {@code python3-nova} of {@code openstack-nova}, {@code python3-six} of {@code python-six}. */
    private static String library(String source) {
        int hyphen = source.indexOf('-');
        boolean prefixed = source.startsWith("python-") || source.startsWith("openstack-");
        return source.startsWith("python3-") ? source : "python3-" + (prefixed ? source.substring(hyphen + 1) : source);
    }

    private static String normal(String name) {
        return PythonName.of(name).normalised();
    }
}
