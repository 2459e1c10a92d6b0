package penstock.build;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a build has to know of a spec after rpm has expanded it ({@code rpmspec -P}, 4.18 to 4.20): the sources and patches that
 * apply, and the folder that the source archive is expected to hold. Conditions, macros and {@code %setup} are already carried
 * out in this text; {@code %setup -n NAME} stands there as the shell lines
 *
 * <pre>
 *   cd '.../BUILD'
 *   rm -rf 'oslo.config-10.6.1.dev3'
 *   /usr/lib/rpm/rpmuncompress -x .../oslo.config-10.6.1.dev3.tar.gz
 *   ...
 *   cd 'oslo.config-10.6.1.dev3'
 * </pre>
 *
 * @param sources values of the {@code Source} tags in order; a URL counts by its last segment
 * @param patches likewise
 * @param folder the first path segment of the folder that unpacking {@code Source0} must give; empty when the spec takes any,
 *     as with {@code %setup -c}, or unpacks by itself
 */
public record ExpandedSpec(List<Source> sources, List<Source> patches, Optional<String> folder) {
    private static final Pattern TAG = Pattern.compile("(?i)^(source|patch)([0-9]*)\\s*:\\s*(\\S.*?)\\s*$");
    private static final Pattern UNPACK = Pattern.compile("^\\S*rpmuncompress -x (?:-v )?'?([^']+?)'?$");
    private static final Pattern ENTER = Pattern.compile("^cd '([^']+)'$");
    private static final Pattern FOLDER = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z._+~^@-]*");

    public ExpandedSpec {
        sources = List.copyOf(sources);
        patches = List.copyOf(patches);
    }

    /**
     * A {@code Source} or {@code Patch} tag.
     *
     * @param number the tag's; 0 for a tag without one
     * @param location as expanded, a file name or URL
     */
    public record Source(int number, String location) {
        /** The name that rpm looks for in its source folder. */
        public String file() {
            String path = location.contains("#/") ? location.substring(location.lastIndexOf("#/") + 1) : location;
            return path.substring(path.lastIndexOf('/') + 1);
        }

        public boolean isRemote() {
            return location.startsWith("http://") || location.startsWith("https://") || location.startsWith("ftp://");
        }
    }

    /** Reads the output of {@code rpmspec -P}. */
    public static ExpandedSpec of(String expanded) {
        List<Source> sources = new ArrayList<>();
        List<Source> patches = new ArrayList<>();
        List<SpecLines.Line> lines = SpecLines.of(expanded);
        for (SpecLines.Line line : lines) {
            if (line.section() == SpecLines.Section.PREAMBLE || line.section() == SpecLines.Section.PACKAGE) {
                Matcher m = TAG.matcher(line.text());
                if (m.find()) {
                    boolean patch = m.group(1).equalsIgnoreCase("patch");
                    (patch ? patches : sources).add(new Source(number(m.group(2)), m.group(3)));
                }
            }
        }
        return new ExpandedSpec(sources, patches, folder(lines, sources));
    }

    private static Optional<String> folder(List<SpecLines.Line> lines, List<Source> sources) {
        String archive = sources.stream()
                .filter(s -> s.number() == 0)
                .map(Source::file)
                .findFirst()
                .orElse("");
        boolean unpacked = false;
        for (SpecLines.Line line : lines) {
            Matcher unpack = UNPACK.matcher(line.text());
            Matcher enter = ENTER.matcher(line.text());
            if (unpack.find()) {
                String file = unpack.group(1);
                if (unpacked) {
                    return Optional.empty();
                }
                unpacked = file.substring(file.lastIndexOf('/') + 1).equals(archive);
            } else if (unpacked && enter.find()) {
                // An absolute folder is the next %setup: this one was "-c", which takes whatever the archive holds.
                String first = enter.group(1).split("/", 2)[0];
                return FOLDER.matcher(first).matches() ? Optional.of(first) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static int number(String digits) {
        return digits.isEmpty() || digits.length() > 9 ? 0 : Integer.parseInt(digits);
    }
}
