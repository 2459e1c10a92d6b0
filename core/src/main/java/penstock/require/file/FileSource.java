package penstock.require.file;

import java.util.Optional;

/** The files of one tree. */
@FunctionalInterface
public interface FileSource {
    /** So many bytes of a file are enough: no more are read, and that there are more is told. */
    int ENOUGH = SourceText.LARGEST + 1;

    /**
     * A file's bytes, or the first {@link #ENOUGH} of them.
     *
     * @param path from the tree's root, with slashes
     * @return empty when there is none (a folder or a link is none)
     */
    Optional<byte[]> read(String path);

    /** The same path without {@code .} and {@code ..}; empty when it leaves the tree. */
    static Optional<String> inTree(String path) {
        if (path.startsWith("/") || path.length() > 1_000) {
            return Optional.empty();
        }
        java.util.ArrayDeque<String> parts = new java.util.ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }
}
