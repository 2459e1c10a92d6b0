package penstock.engine.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import penstock.distro.Package;
import penstock.follow.FallBack;
import penstock.follow.Tracked;

/**
 * The distinct repositories of a list of packages: several packages may share one, and each is asked once.
 *
 * @param wanted URL to the refs that its packages may follow; empty when they are all pinned to commit ids
 * @param watches URL to the packages that need it
 */
record Repositories(SequencedMap<String, SequencedSet<String>> wanted, Map<String, List<Watch>> watches) {
    static Repositories of(List<Watch> all, FallBack fallBack) {
        SequencedMap<String, SequencedSet<String>> wanted = new LinkedHashMap<>();
        Map<String, List<Watch>> watches = new LinkedHashMap<>();
        for (Watch watch : all) {
            Package.Source source = watch.pkg().source();
            Package.Source distgit = watch.pkg().distgit();
            wanted.computeIfAbsent(source.url(), _ -> new LinkedHashSet<>())
                    .addAll(Tracked.wanted(FallBack.Kind.SOURCE, source, fallBack));
            wanted.computeIfAbsent(distgit.url(), _ -> new LinkedHashSet<>())
                    .addAll(Tracked.wanted(FallBack.Kind.DISTGIT, distgit, fallBack));
            for (String url : new LinkedHashSet<>(List.of(source.url(), distgit.url()))) {
                watches.computeIfAbsent(url, _ -> new ArrayList<>()).add(watch);
            }
        }
        return new Repositories(wanted, watches);
    }

    static List<Package.Source> sources(Watch watch) {
        return List.of(watch.pkg().source(), watch.pkg().distgit());
    }
}
