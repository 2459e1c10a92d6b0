package penstock.edge.store;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Packages of a repository that lie together and are described together: all those whose name falls into one of 256 slots. See
 * {@link ComposedRepository}.
 */
final class Shard {
    static final String SOURCE = ".src.rpm";

    private final String slot;
    private final SortedMap<String, String> files;
    private final String digest;

    /**
     * @param slot two hex digits
     * @param files SHA-256 of each file, by its name; not changed any more
     */
    Shard(String slot, SortedMap<String, String> files) {
        this.slot = slot;
        this.files = Collections.unmodifiableSortedMap(files);
        this.digest = Sha256.hex(list()).substring(0, 32);
    }

    String slot() {
        return slot;
    }

    SortedMap<String, String> files() {
        return files;
    }

    /** Stands for what is in it: equal shards are one folder. 128 bits, so that a link to it fits into an inode of ext4. */
    String digest() {
        return digest;
    }

    /** As {@code sha256sum -c} reads it. */
    byte[] list() {
        StringBuilder list = new StringBuilder();
        files.forEach(
                (file, sha256) -> list.append(sha256).append("  ").append(file).append('\n'));
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }

    static SortedMap<String, String> parse(Collection<String> lines) {
        SortedMap<String, String> files = new TreeMap<>();
        for (String line : lines) {
            int gap = line.indexOf("  ");
            files.put(line.substring(gap + 2), line.substring(0, gap));
        }
        return files;
    }

    /** The slot of what one build made: by the name of its source package, so that a build changes one shard. */
    static String slot(Collection<String> filesOfBuild) {
        String named = "";
        for (String file : filesOfBuild) {
            if (named.isEmpty() || isBefore(file, named)) {
                named = file;
            }
        }
        CRC32 crc = new CRC32();
        crc.update(name(named).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((byte) crc.getValue());
    }

    /** The source package comes first, and else what is first by name. By hand, since all builds of a snapshot are looked at each time. */
    private static boolean isBefore(String file, String other) {
        boolean source = file.endsWith(SOURCE);
        return source == other.endsWith(SOURCE) ? file.compareTo(other) < 0 : source;
    }

    /** {@code name-version-release.arch.rpm} without what follows the name. */
    private static String name(String file) {
        int release = file.lastIndexOf('-');
        int version = release < 0 ? -1 : file.lastIndexOf('-', release - 1);
        return version < 0 ? file : file.substring(0, version);
    }
}
