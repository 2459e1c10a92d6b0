package penstock.puppet;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which of the modules that there are somebody asks for, and in which order. */
public final class ModuleListing {
    private ModuleListing() {}

    /**
     * What is asked for; an empty text asks for all.
     *
     * @param query words that all are in a module's name, author or metadata, in any case
     * @param owner the author
     * @param module {@code author-module}; a slash is taken for the hyphen
     * @param order Puppet's word for it: {@code latest_release} and {@code release_date} put the newest first, others go by name
     */
    public record Wanted(String query, String owner, String module, String order) {}

    /** @param all one release of each module */
    public static List<ModuleRelease> of(List<ModuleRelease> all, Wanted wanted) {
        List<String> words = List.of(lower(wanted.query()).strip().split("\\s+"));
        String module = wanted.module().replace('/', '-');
        return all.stream()
                .filter(release -> is(wanted.owner(), release.archive().author()))
                .filter(release -> is(module, release.archive().module()))
                .filter(release -> says(release, words))
                .sorted(order(wanted.order()))
                .toList();
    }

    private static boolean is(String wanted, String what) {
        return wanted.isEmpty() || wanted.equalsIgnoreCase(what);
    }

    private static boolean says(ModuleRelease release, List<String> words) {
        String text = lower(release.archive().module() + " " + release.metadata());
        return words.stream().allMatch(text::contains);
    }

    private static Comparator<ModuleRelease> order(String order) {
        Comparator<ModuleRelease> byName =
                Comparator.comparing(release -> release.archive().module());
        return order.equals("latest_release") || order.equals("release_date")
                ? Comparator.comparing(ModuleRelease::created).reversed().thenComparing(byName)
                : byName;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
