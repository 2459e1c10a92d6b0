package penstock.edge.sandbox;

import java.util.List;
import java.util.stream.Collectors;

/** Which ids of the host stand behind the ids that are seen inside, as {@code /proc/PID/uid_map} is written. */
record IdMap(List<Range> uids, List<Range> gids) {
    /** {@code count} ids from {@code inside} on are those from {@code outside} on. */
    record Range(long inside, long outside, long count) {}

    static final int COUNT = 65536;

    /** Uids and gids 0 to 65535 inside are a range of the host that nobody else uses. */
    static IdMap dedicated(int first) {
        var all = List.of(new Range(0, first, COUNT));
        return new IdMap(all, all);
    }

    /** One uid of the host, files of uid 0 become its own. */
    static IdMap onlyRootAs(long outside) {
        var one = List.of(new Range(0, outside, 1));
        return new IdMap(one, one);
    }

    boolean single() {
        return uids.size() == 1 && uids.getFirst().count() == 1;
    }

    static String text(List<Range> ranges) {
        return ranges.stream()
                .map(range -> range.inside() + " " + range.outside() + " " + range.count() + "\n")
                .collect(Collectors.joining());
    }
}
