package penstock.puppet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a module's archive, as Puppet's Forge and its clients have them: {@code mill-millpond-1.2.0.tar.gz} with one folder
 * {@code mill-millpond-1.2.0}, in which {@code metadata.json} says the same name and version.
 *
 * @param module {@code author-module}
 * @param version a semantic version
 */
public record ForgeArchive(String module, String version) {
    public static final String METADATA = "metadata.json";

    private static final Pattern SLUG = Pattern.compile(
            "([A-Za-z0-9]{1,60}-[a-z][a-z0-9_]{0,60})-([0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}(?:[-+][0-9A-Za-z.+-]{1,60})?)");

    private static final String ENDING = ".tar.gz";

    /** What a slug says, such as {@code mill-millpond-1.2.0}; empty when it is none. */
    public static Optional<ForgeArchive> ofSlug(String slug) {
        Matcher parts = SLUG.matcher(slug);
        return parts.matches() ? Optional.of(new ForgeArchive(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** What a file's name says; empty when it is no archive's, so that a name with an answer is safe in paths and addresses. */
    public static Optional<ForgeArchive> ofFile(String file) {
        return file.endsWith(ENDING) ? ofSlug(file.substring(0, file.length() - ENDING.length())) : Optional.empty();
    }

    public String slug() {
        return module + "-" + version;
    }

    public String file() {
        return slug() + ENDING;
    }

    public String author() {
        return module.substring(0, module.indexOf('-'));
    }

    /** Without the author. */
    public String name() {
        return module.substring(module.indexOf('-') + 1);
    }
}
