package penstock.require.answer;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who provides what is required, in each label and dependency repository, and who else requires it.
 *
 * @param known whether the repositories were read
 * @param offers the newest first
 * @param requirers sorted by name; without the packages of the spec itself
 */
public record Availability(boolean known, List<Offer> offers, List<Requirer> requirers) {
    /** Of what is not looked for. */
    public static final Availability UNKNOWN = new Availability(false, List.of(), List.of());

    public Availability {
        offers = List.copyOf(offers);
        requirers = List.copyOf(requirers);
    }

    /** What a build sees that uses this label: its own and the dependency repositories'. */
    public Availability in(String label) {
        return new Availability(
                known,
                offers.stream()
                        .filter(one -> !one.label() || one.repository().equals(label))
                        .toList(),
                requirers.stream()
                        .filter(one -> !one.label() || one.repository().equals(label))
                        .toList());
    }

    /** How many packages have which bound, the most frequent first: {@code 14 packages need <= 9.2}. Those that take any version are left out. */
    public List<String> constraints() {
        Map<String, Long> byBound = new LinkedHashMap<>();
        requirers.stream()
                .filter(one -> !one.bound().isEmpty())
                .map(one -> Map.entry(one.bound(), one.who().name()))
                .distinct()
                .forEach(one -> byBound.merge(one.getKey(), 1L, Long::sum));
        return byBound.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(one ->
                        one.getValue() + (one.getValue() == 1 ? " package needs " : " packages need ") + one.getKey())
                .toList();
    }
}
