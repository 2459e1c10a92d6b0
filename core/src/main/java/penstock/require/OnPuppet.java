package penstock.require;

import java.util.SortedSet;
import java.util.TreeSet;
import penstock.version.Evr;

/**
 * A Puppet module, or Puppet itself.
 *
 * @param name {@code author-module} in small letters; without an author where a Puppetfile gives none
 * @param bounds as {@code version_requirement} says, by Puppet's rules for ranges
 * @param source {@code URL@ref} of a module from git; empty for the Forge
 */
public record OnPuppet(String name, Bounds bounds, String source) implements Requirement {
    @Override
    public Ecosystem ecosystem() {
        return Ecosystem.PUPPET;
    }

    @Override
    public SortedSet<String> extras() {
        return new TreeSet<>();
    }

    @Override
    public String condition() {
        return "";
    }

    /** Semantic versions: the pre-release {@code 1.0.0-rc1} comes before {@code 1.0.0}. */
    @Override
    public int compareVersions(String a, String b) {
        return Evr.compareVersions(a.replace('-', '~'), b.replace('-', '~'));
    }

    @Override
    public String written() {
        return name
                + (bounds.written().isEmpty() ? "" : " " + bounds.written())
                + (source.isEmpty() ? "" : " from " + source);
    }
}
