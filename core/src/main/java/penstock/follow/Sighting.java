package penstock.follow;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of a repository between two looks.
 *
 * @param url as the distribution gives it
 * @param refs the followed refs as they were last seen, full name to object id; one that is not there is left out
 * @param changed when one of them was last seen to have changed, or when they were first seen
 * @param failures looks in a row that failed
 */
public record Sighting(String url, SortedMap<String, String> refs, Instant changed, int failures) {
    public Sighting {
        refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
    }
}
