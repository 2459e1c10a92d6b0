package penstock.edge.sandbox;

/**
 * How large the file system is that takes what commands write. It is somewhat larger than the limit, so that the limit is exceeded, and
 * seen to be exceeded, before writing fails: a program that met a full disk and then freed a little would else look innocent.
 */
final class Layer {
    private static final long MARGIN = 16;
    private static final long LEAST_MARGIN_BYTES = 8L << 20;

    /** Small files are as dear as this. An inode takes about a KiB of the kernel's memory that the size does not count. */
    private static final long BYTES_PER_INODE = 8192;

    private static final long FEWEST_INODES = 4096;

    private Layer() {}

    /** Of the file system, for a limit. What ext4 needs for itself (1.6 % for inodes) is within the margin. */
    static long bytes(long limit) {
        return limit + limit / MARGIN + LEAST_MARGIN_BYTES;
    }

    /** For a tmpfs, see tmpfs(5). */
    static String options(long limit) {
        return "mode=755,size=" + bytes(limit) + ",nr_inodes=" + (FEWEST_INODES + limit / BYTES_PER_INODE);
    }
}
