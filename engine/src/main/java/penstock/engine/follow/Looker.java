package penstock.engine.follow;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import penstock.distro.Package;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Finding;
import penstock.follow.Position;
import penstock.follow.Sighting;

/** One look at a repository, and one at a package: what a single pass and the watch have in common. Used by many threads. */
final class Looker {
    private final FollowPorts ports;
    private final Hosts hosts;
    private final FollowSettings settings;
    private final InstantSource clock;
    private final Memory memory;
    private final Map<String, Map<String, Position>> positions = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    Looker(FollowPorts ports, FollowSettings settings, InstantSource clock) throws OutsideFailure {
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
        this.hosts = new Hosts(settings.perHost());
        this.memory = new Memory(ports.seenRefs());
    }

    /** Reads how far the lines of these packages have come. */
    void readPositions(Collection<Watch> watches) throws OutsideFailure {
        for (String line : watches.stream().map(Watch::line).distinct().toList()) {
            positions.put(line, new ConcurrentHashMap<>(ports.positions().of(line)));
        }
    }

    Memory memory() {
        return memory;
    }

    /** Asks a repository for its refs; a pin to a commit id needs no question. */
    Answer ask(String url, Collection<String> wanted) throws InterruptedException {
        if (wanted.isEmpty()) {
            return new Answer.Refs(Map.of());
        }
        Mirror mirror = ports.mirror();
        try {
            return new Answer.Refs(hosts.at(mirror.host(url), () -> mirror.remoteRefs(url, wanted)));
        } catch (OutsideFailure e) {
            return new Answer.Failed(e);
        }
    }

    /** Whether this repository was asked already. */
    boolean knows(String url) {
        return answers.containsKey(url);
    }

    /** The answer that {@link #look} at packages goes by. */
    void know(String url, Answer answer) {
        answers.put(url, answer);
    }

    /** Looks at a package whose two repositories were asked, and hands on what was found. */
    Finding look(Watch watch, PackageLook.Fetches fetches) throws InterruptedException, OutsideFailure {
        Package pkg = watch.pkg();
        Map<String, Position> line = positions.computeIfAbsent(watch.line(), _ -> new ConcurrentHashMap<>());
        Position position =
                line.getOrDefault(pkg.project(), new Position(pkg.project(), Optional.empty(), Optional.empty()));
        PackageLook.Seen seen = new PackageLook.Seen(
                answer(pkg.source()),
                answer(pkg.distgit()),
                memory.ref(pkg.source().url(), "refs/tags/" + pkg.source().ref()));
        Finding finding = new PackageLook(ports.mirror(), fetches, settings).look(pkg, position, seen);
        ports.findings().take(watch, finding);
        if (finding instanceof Finding.Moved moved) {
            line.put(pkg.project(), taken(moved));
        }
        return finding;
    }

    private static Position taken(Finding.Moved moved) {
        return new Position(
                moved.project(),
                Optional.of(moved.source().getLast().id()),
                Optional.of(moved.distgit().id()));
    }

    private Answer answer(Package.Source source) {
        Answer answer = answers.get(source.url());
        if (answer == null) {
            throw new IllegalStateException(ports.mirror().shown(source.url()) + " was not asked before its package");
        }
        return answer;
    }

    /** Brings a local copy up to date, with the host's other connections in mind. */
    void fetch(String url) throws OutsideFailure, InterruptedException {
        hosts.at(ports.mirror().host(url), () -> {
            ports.mirror().fetch(url);
            return url;
        });
    }

    /**
     * Remembers how a look at a repository went, when all packages that need it were looked at.
     *
     * @param broken the packages that could not be used
     */
    Sighting remember(String url, Collection<Watch> broken) {
        Set<String> keep = new HashSet<>();
        boolean failed = false;
        for (Watch watch : broken) {
            Package.Source source = watch.pkg().source();
            if (source.pinned() && source.url().equals(url)) {
                keep.add("refs/tags/" + source.ref());
            }
            failed |= Repositories.sources(watch).stream().allMatch(each -> answer(each) instanceof Answer.Refs);
        }
        Optional<Map<String, String>> refs = Optional.empty();
        if (answers.get(url) instanceof Answer.Refs(var answered)) {
            refs = Optional.of(answered);
        }
        return memory.looked(url, refs, keep, failed || refs.isEmpty(), clock.instant());
    }
}
