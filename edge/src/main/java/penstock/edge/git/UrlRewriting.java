package penstock.edge.git;

import java.util.Map;

/**
 * Where repositories are really read from, as git's {@code url.<base>.insteadOf} says it: a URL that begins with a known prefix has it
 * replaced by the base, and of several prefixes the longest wins. Replaced once, not again and again.
 *
 * @param bases prefix of a URL as the distribution gives it, to what stands in its place
 */
public record UrlRewriting(Map<String, String> bases) {
    public static final UrlRewriting NONE = new UrlRewriting(Map.of());

    public UrlRewriting {
        bases = Map.copyOf(bases);
    }

    public String apply(String url) {
        String longest = "";
        for (String prefix : bases.keySet()) {
            if (url.startsWith(prefix) && prefix.length() > longest.length()) {
                longest = prefix;
            }
        }
        return bases.getOrDefault(longest, "") + url.substring(longest.length());
    }
}
