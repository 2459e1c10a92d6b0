package penstock.edge.sandbox;

import java.nio.file.Path;

/**
 * How sandboxes are made on this host.
 *
 * @param folder Penstock's own, for images of large disk layers while they are opened
 * @param allowNoProcessLimit whether a command may run without a limit on its processes
 * @param memoryLayerBytes layers up to this size are kept in memory (tmpfs), larger ones in an image file where the host allows that
 * @param firstUid the host's first of 65,536 uids and gids, used by nobody else, that commands run as when Penstock is root
 */
public record SandboxSettings(Path folder, boolean allowNoProcessLimit, long memoryLayerBytes, int firstUid) {
    /**
     * Above the ranges that systemd documents for containers (524288 to 1879048191), below its foreign uids (2147352576 and up).
     */
    public static final int FIRST_UID = 0x7100_0000;

    public SandboxSettings {
        folder = folder.toAbsolutePath();
    }

    public static final long MEMORY_LAYER_BYTES = 2L << 30;

    public static SandboxSettings in(Path folder) {
        return new SandboxSettings(folder, false, MEMORY_LAYER_BYTES, FIRST_UID);
    }
}
