package penstock.require;

import java.util.SortedSet;

/** Something needed, in the way of its ecosystem. What all have in common is here, in normal form, so that it can be compared. */
public sealed interface Requirement permits OnPython, OnPuppet, OnSystem {
    Ecosystem ecosystem();

    /** Normalised: {@code oslo-config}, {@code puppetlabs-stdlib}, {@code libffi-dev}. */
    String name();

    /** Extras asked for, normalised. */
    SortedSet<String> extras();

    /** When it holds: a marker or bindep's profiles, in normal form; empty for always. */
    String condition();

    /** Where it must come from: a URL, a git reference; empty for anywhere. */
    String source();

    Bounds bounds();

    /** In normal form: what {@code added} and {@code removed} show. */
    String written();

    /** Of two versions in the ecosystem's order. */
    int compareVersions(String a, String b);
}
