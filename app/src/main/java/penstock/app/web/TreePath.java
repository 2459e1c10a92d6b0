package penstock.app.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the path of a URL names in the published tree. Each segment is decoded by itself and must be a plain name: none that
 * is empty, starts with a dot (so neither {@code ..} nor the folders where things are made), or has a slash or control character in
 * it. Links are followed, which labels need, as long as they end in the tree.
 *
 * @param segments decoded
 * @param slash whether the URL ends with one, as a folder's does
 * @param file links followed; a regular file or a folder
 */
record TreePath(List<String> segments, boolean slash, Path file) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Which characters of ASCII stay as they are in a URL: each page asks of some thousand. */
    private static final boolean[] STAYS = new boolean[128];

    static {
        for (char c = 0; c < STAYS.length; c++) {
            STAYS[c] = Character.isLetterOrDigit(c) || "-._~+".indexOf(c) >= 0;
        }
    }

    TreePath {
        segments = List.copyOf(segments);
    }

    /** Empty when there is no such thing, or none that may be seen. */
    static Optional<TreePath> find(Path root, String rawPath) throws IOException {
        boolean slash = rawPath.endsWith("/");
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1, rawPath.length() - (slash && rawPath.length() > 1 ? 1 : 0))
                .split("/", -1)) {
            Optional<String> segment = decode(raw).filter(TreePath::isPlain);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return resolve(root, segments).map(file -> new TreePath(segments, slash, file));
    }

    private static Optional<Path> resolve(Path root, List<String> segments) throws IOException {
        Path realRoot;
        Path real;
        try {
            realRoot = root.toRealPath();
            real = realRoot.resolve(String.join("/", segments)).toRealPath();
        } catch (IOException | InvalidPathException nothingThere) {
            return Optional.empty();
        }
        boolean served = Files.isRegularFile(real) || Files.isDirectory(real);
        return served && real.startsWith(realRoot) ? Optional.of(real) : Optional.empty();
    }

    static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '.'
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }

    /** Percent-decoding; a plus is a plus in a path. Empty when it is not well-formed UTF-8 in the end. */
    private static Optional<String> decode(String raw) {
        byte[] in = raw.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(in[i]);
            } else if (i + 2 < in.length && HexFormat.isHexDigit(in[i + 1]) && HexFormat.isHexDigit(in[i + 2])) {
                out.put((byte) (HexFormat.fromHexDigit(in[i + 1]) << 4 | HexFormat.fromHexDigit(in[i + 2])));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** Whether a path is written in a URL as it is, which most are. */
    static boolean isAddress(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (!stays(c) && c != '/') {
                return false;
            }
        }
        return !path.endsWith("/");
    }

    private static boolean stays(char c) {
        return c < STAYS.length && STAYS[c];
    }

    /** A segment as it is written in a URL. */
    static String encode(String segment) {
        StringBuilder encoded = new StringBuilder(segment.length());
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (stays(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
