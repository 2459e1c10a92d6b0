package penstock.version;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an upstream commit, in the two forms that DLRN writes into a spec.
 *
 * @param version for {@code Version:}, without the marks of a development version ({@code 10.6.1})
 * @param upstreamVersion for {@code %upstream_version} and the tarball's name, in full ({@code 10.6.1.dev3})
 */
public record UpstreamVersion(String version, String upstreamVersion) {
    private static final Pattern SAFE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+~^-]{0,99}");
    private static final Pattern PLAIN = Pattern.compile("[.0-9]*");

    /** DLRN's rules for what is left of a version, the first that matches (its {@code setversionandrelease}). */
    private static final List<Pattern> RULES = List.of(
            Pattern.compile("([^-]*)-.+"),
            Pattern.compile("(.*)\\.0rc.+"),
            Pattern.compile("(.*)\\.0b.+"),
            Pattern.compile("(.*)\\.0a.+"),
            Pattern.compile("(.*)\\.dev.+"),
            Pattern.compile("(.*)\\.g.+"),
            Pattern.compile("(.*)\\.pre.*"));

    /**
     * Works out {@link #version()} as DLRN does: {@code 7.0.0.0rc2.dev1} is {@code 7.0.0}, {@code 1.0.0-d7f1b849} is
     * {@code 1.0.0}; what no rule knows is {@code 0.0.1}.
     *
     * @return empty when the text can't stand in a spec and in a file's name: other characters than letters, digits and
     *     {@code ._+~^-}, longer than 100, or not starting with a letter or digit
     */
    public static Optional<UpstreamVersion> of(String upstreamVersion) {
        return SAFE.matcher(upstreamVersion).matches()
                ? Optional.of(new UpstreamVersion(strip(upstreamVersion), upstreamVersion))
                : Optional.empty();
    }

    private static String strip(String upstreamVersion) {
        for (Pattern rule : RULES) {
            Matcher matcher = rule.matcher(upstreamVersion);
            if (matcher.matches()) {
                String stripped = matcher.group(1);
                return stripped.isEmpty() ? "0.0.1" : stripped;
            }
        }
        return PLAIN.matcher(upstreamVersion).matches() ? upstreamVersion : "0.0.1";
    }
}
