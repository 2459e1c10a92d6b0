package penstock.yaml;

/**
 * Bounds on a text from outside.
 *
 * @param characters of the text
 * @param depth of nesting
 * @param nodes scalars, lists and maps with all aliases and merges written out, so that a few lines can't stand for millions
 */
public record YamlLimits(int characters, int depth, int nodes) {
    /** Far above the largest real file (rdoinfo's largest has 84,000 characters). */
    public static final YamlLimits USUAL = new YamlLimits(4_000_000, 64, 1_000_000);
}
