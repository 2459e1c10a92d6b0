package penstock.edge.sandbox;

/** A layer in memory, see tmpfs(5). */
final class MemoryLayer {
    /** Small files are as dear as this. An inode takes about a KiB of the kernel's memory that the size does not count. */
    private static final long BYTES_PER_INODE = 8192;

    private static final long FEWEST_INODES = 4096;

    private MemoryLayer() {}

    static String options(long bytes) {
        return "mode=755,size=" + bytes + ",nr_inodes=" + (FEWEST_INODES + bytes / BYTES_PER_INODE);
    }
}
