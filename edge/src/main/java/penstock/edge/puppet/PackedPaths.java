package penstock.edge.puppet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * Which files of a tree are packed, by the rules of Puppet's development kit: the first of {@code .pdkignore}, {@code .pmtignore} and
 * {@code .gitignore} says what is not, in git's syntax, and some things never are ({@code PDK::Module::DEFAULT_IGNORED}).
 */
final class PackedPaths {
    static final List<String> IGNORE_FILES = List.of(".pdkignore", ".pmtignore", ".gitignore");

    private static final List<String> ALWAYS = List.of(
            "/pkg/", "~*", "/coverage", "/checksums.json", "/REVISION", "/spec/fixtures/modules/", "/vendor/", ".git");

    private final IgnoreNode rules = new IgnoreNode();

    /** @param ignoreFile the content of the first ignore file that there is */
    PackedPaths(Optional<byte[]> ignoreFile) {
        ignoreFile.ifPresent(this::add);
        add(String.join("\n", ALWAYS).getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] lines) {
        try {
            rules.parse(new ByteArrayInputStream(lines));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whether a file is packed; what lies in a folder that is not, is not, whatever else is said of it. */
    boolean packed(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (ignored(path.substring(0, slash), true)) {
                return false;
            }
        }
        return !ignored(path, false);
    }

    private boolean ignored(String path, boolean folder) {
        return rules.isIgnored(path, folder) == IgnoreNode.MatchResult.IGNORED;
    }
}
