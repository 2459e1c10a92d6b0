package penstock.edge.git;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.eclipse.jgit.util.RawParseUtils;
import penstock.engine.port.OutsideFailure;

/**
 * Which paths and links of a tree are taken. A tree is only a list of bytes: nothing in git's format keeps whoever wrote it from naming
 * an entry {@code ..} or {@code .git}, so what git refuses to check out is refused here.
 */
final class PathRules {
    private static final int LONGEST = 4096;

    private PathRules() {}

    /**
     * A path of a tree as text.
     *
     * @param about the repository and commit, for the message
     */
    static String path(byte[] raw, String about) throws OutsideFailure {
        String path = utf8(raw, about);
        String wrong = wrong(path);
        if (wrong != null) {
            throw new OutsideFailure(
                    about + " has the path '" + printable(path) + "', which " + wrong
                            + "; correct it in the repository",
                    false);
        }
        return path;
    }

    /** A name of a tree as text; empty when it is none that is taken. */
    static Optional<String> name(byte[] raw) {
        try {
            return Optional.of(path(raw, ""));
        } catch (OutsideFailure refused) {
            return Optional.empty();
        }
    }

    private static String utf8(byte[] raw, String about) throws OutsideFailure {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new OutsideFailure(
                    about + " has the path '" + printable(RawParseUtils.decode(StandardCharsets.ISO_8859_1, raw))
                            + "' that is not UTF-8; rename it in the repository",
                    false);
        }
    }

    static String printable(String text) {
        return text.codePoints()
                .limit(300)
                .collect(
                        StringBuilder::new,
                        (to, c) -> {
                            if (Character.isISOControl(c)) {
                                to.append("\\x%02x".formatted(c));
                            } else {
                                to.appendCodePoint(c);
                            }
                        },
                        StringBuilder::append)
                .toString();
    }

    private static @org.jspecify.annotations.Nullable String wrong(String path) {
        if (path.length() > LONGEST) {
            return "is longer than " + LONGEST + " characters";
        }
        if (path.startsWith("/")) {
            return "is absolute";
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return "has a control character";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "has the part '" + part + "'";
            }
            if (part.equalsIgnoreCase(".git")) {
                return "would be part of git's own data";
            }
        }
        return null;
    }

    /** Whether a link at this path leads out of the tree. What it leads to need not be there. */
    static boolean leadsOut(String path, String target) {
        if (target.startsWith("/") || target.isEmpty() || target.indexOf('\0') >= 0) {
            return true;
        }
        Deque<String> at = new ArrayDeque<>();
        for (String part : path.split("/")) {
            at.addLast(part);
        }
        at.removeLast();
        for (String part : target.split("/")) {
            if (part.equals("..")) {
                if (at.pollLast() == null) {
                    return true;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                at.addLast(part);
            }
        }
        return false;
    }
}
