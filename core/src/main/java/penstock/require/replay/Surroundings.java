package penstock.require.replay;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.distro.Package;
import penstock.require.answer.Check;
import penstock.require.answer.Names;
import penstock.require.answer.Provided;
import penstock.require.answer.Target;
import penstock.require.python.MarkerEnvironment;

/**
 * What is not in the two histories and was known to the packagers.
 *
 * @param pythons the Python 3 that markers are judged for, by the time from which on it was; that of Python 2 is always 2.7
 * @param epochs of packages by their Python 3 name
 * @param own the projects that the distribution makes itself, as far as others of them require them
 */
public record Surroundings(NavigableMap<Instant, String> pythons, Map<String, String> epochs, Set<String> own) {
    private static final String MACHINE = "x86_64";

    /**
     * RDO's: its Python 3 packages were Fedora's first, then CentOS 8's from the Train release on, and CentOS Stream 9's alone from the Zed cycle on. Of
     * the packages that the replayed ones require, oslo.config has an epoch. Its own are those of rdo.yml that OpenStack's libraries require.
     */
    public static final Surroundings RDO = new Surroundings(
            new TreeMap<>(Map.of(
                    Instant.parse("2013-01-01T00:00:00Z"), "3.4.10",
                    Instant.parse("2015-11-01T00:00:00Z"), "3.5.10",
                    Instant.parse("2017-07-01T00:00:00Z"), "3.6.15",
                    Instant.parse("2022-04-01T00:00:00Z"), "3.9.18")),
            Map.of("python3-oslo-config", "2"),
            Set.of(
                    "debtcollector",
                    "futurist",
                    "oslo.concurrency",
                    "oslo.config",
                    "oslo.context",
                    "oslo.i18n",
                    "oslo.log",
                    "oslo.serialization",
                    "oslo.utils",
                    "oslotest",
                    "stevedore"));

    public Surroundings {
        if (pythons.isEmpty()) {
            throw new IllegalArgumentException("no Python is named");
        }
        pythons = Collections.unmodifiableNavigableMap(new TreeMap<>(pythons));
        epochs = Map.copyOf(epochs);
        own = Set.copyOf(own);
    }

    private static Package made(String project) {
        Package.Source source = new Package.Source("https://opendev.org/openstack/" + project, "master", false);
        String name = "python-" + project.replace('.', '-');
        return new Package(
                project,
                name,
                "",
                source,
                new Package.Source(
                        "https://review.rdoproject.org/r/openstack/" + name + "-distgit", "rpm-master", false),
                List.of());
    }

    /** The check of that time: before all it is the first Python. */
    public Check check(Instant time, Provided provided) {
        Map.Entry<Instant, String> python = pythons.floorEntry(time);
        MarkerEnvironment environment =
                MarkerEnvironment.linux(python == null ? pythons.firstEntry().getValue() : python.getValue(), MACHINE);
        Target target = new Target(
                environment,
                false,
                new TreeSet<>(Target.USUALLY_LEFT_OUT),
                Target.of(environment, false).implied(),
                epochs);
        return new Check(target, new Names(own.stream().map(Surroundings::made).toList(), Map.of()), provided);
    }
}
