package penstock.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.distro.Package;

/**
 * A time through which a package's builds failed.
 *
 * @param build the first of them
 * @param failure of the first of them
 * @param since when that ended
 * @param mended the build that succeeded; empty as long as none did
 */
public record Breakage(Package pkg, String build, Failure failure, Instant since, Optional<Mending> mended) {
    /**
     * @param title what failures of one cause have in common
     * @param why in one sentence
     */
    public record Failure(String title, String why) {}

    /**
     * @param build that succeeded
     * @param subject of the commit that was built
     */
    public record Mending(String build, Instant at, String subject) {}

    /**
     * A build that ended for good.
     *
     * @param subject of its source commit
     * @param failure empty of a success
     */
    public record End(Package pkg, String build, Instant at, String subject, Optional<Failure> failure) {}

    /** @param ends of each package in their order, from the first failure on that was not mended */
    public static List<Breakage> of(List<End> ends) {
        Map<String, Breakage> open = new LinkedHashMap<>();
        List<Breakage> all = new ArrayList<>();
        for (End end : ends) {
            String project = end.pkg().project();
            if (end.failure().isPresent()) {
                open.putIfAbsent(
                        project,
                        new Breakage(end.pkg(), end.build(), end.failure().orElseThrow(), end.at(), Optional.empty()));
                continue;
            }
            Optional.ofNullable(open.remove(project)).ifPresent(over -> all.add(over.mended(end)));
        }
        all.addAll(open.values());
        all.sort(Comparator.comparing(Breakage::since)
                .thenComparing(one -> one.pkg().project()));
        return all;
    }

    private Breakage mended(End end) {
        Mending mending = new Mending(end.build(), end.at(), end.subject());
        return new Breakage(pkg, build, failure, since, Optional.of(mending));
    }
}
