package penstock.require.spec;

import com.google.re2j.Pattern;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import penstock.build.SpecLines;
import penstock.require.spec.Subpackage.Role;

/**
 * A spec as its author wrote it. Nothing is run and nothing refused: a line that is not understood states nothing.
 *
 * @param file what the user calls it
 * @param charset UTF-8, or ISO 8859-1 where the bytes are none: so that what is not edited keeps its bytes
 * @param lines of the whole text, with their ends
 * @param packages the main one first
 * @param statements in the order of the lines
 * @param checks whether {@code %check} runs something
 */
public record SpecSource(
        String file,
        Charset charset,
        List<SpecLines.Line> lines,
        List<Subpackage> packages,
        List<Statement> statements,
        Generation generation,
        boolean checks) {
    /** The longest spec that is read, in bytes; a longer one is cut there. */
    public static final int LONGEST = 4 << 20;

    private static final Pattern SPHINX =
            Pattern.compile("\\bsphinx-(build|apidoc)|\\bbuild_sphinx\\b|-m sphinx\\b|\\btox\\b.* -e *\\S*docs?\\b");

    public SpecSource {
        lines = List.copyOf(lines);
        packages = List.copyOf(packages);
        statements = List.copyOf(statements);
    }

    public static SpecSource read(String file, byte[] bytes) {
        byte[] bounded = bytes.length <= LONGEST ? bytes : java.util.Arrays.copyOf(bytes, LONGEST);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bounded))
                    .toString();
            return SpecScan.read(file, text, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return SpecScan.read(file, new String(bounded, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        }
    }

    public static SpecSource read(String file, String text) {
        return SpecScan.read(file, text, StandardCharsets.UTF_8);
    }

    /** The same file with other lines. */
    SpecSource with(String text) {
        return SpecScan.read(file, text, charset);
    }

    public String text() {
        return SpecLines.join(lines);
    }

    public byte[] bytes() {
        return text().getBytes(charset);
    }

    public List<Subpackage> packages(Role role) {
        return packages.stream().filter(one -> one.role() == role).toList();
    }

    /** Whether a script of it runs Sphinx, which imports a library to document it. */
    public boolean documents() {
        return lines.stream()
                .filter(line -> line.section() == SpecLines.Section.SCRIPT)
                .map(line -> line.text().strip())
                .anyMatch(text -> !text.startsWith("#") && SPHINX.matcher(text).find());
    }

    /** The main package. */
    public Subpackage main() {
        return packages.getFirst();
    }

    /** The line as written, counted from 1, without its end. */
    public String line(int number) {
        return lines.get(number - 1).text();
    }

    public Optional<Subpackage> named(String name) {
        return packages.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
