package penstock.require;

import java.util.SortedSet;
import java.util.TreeSet;
import penstock.version.Evr;

/**
 * A package of the distribution, as a line of bindep.txt names it.
 *
 * @param name as written: the names of distributions tell letter case and signs apart
 * @param condition the profiles, sorted, as in {@code [platform:rpm test]}, without the brackets
 */
public record OnSystem(String name, String condition, Bounds bounds) implements Requirement {
    @Override
    public Ecosystem ecosystem() {
        return Ecosystem.SYSTEM;
    }

    @Override
    public SortedSet<String> extras() {
        return new TreeSet<>();
    }

    @Override
    public String source() {
        return "";
    }

    @Override
    public int compareVersions(String a, String b) {
        return Evr.parse(a).compareTo(Evr.parse(b));
    }

    @Override
    public String written() {
        return name
                + (condition.isEmpty() ? "" : " [" + condition + "]")
                + (bounds.written().isEmpty() ? "" : " " + bounds.written());
    }
}
