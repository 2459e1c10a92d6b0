package penstock.engine.distro;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import penstock.distro.DistroReading;
import penstock.promote.RulesText;

/**
 * The distribution as it was read once.
 *
 * @param rules of its labels, as they stand beside its files
 * @param made what it was read from: the commit id of a repository's ref, or the digest of each file of a folder (empty where there was none)
 */
public record DistroVersion(DistroReading reading, RulesText rules, SortedMap<String, String> made) {
    public DistroVersion {
        made = Collections.unmodifiableSortedMap(new TreeMap<>(made));
    }
}
