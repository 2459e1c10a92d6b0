package penstock.edge.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import penstock.engine.port.OutsideFailure;

/** The programs of the host that make sandboxes, found once, and who Penstock is on it. */
record HostTools(Map<String, Path> found, long uid, long gid) {
    /** For programs that only set things up. */
    static final Duration QUICK = Duration.ofSeconds(30);

    private static final List<String> NEEDED =
            List.of("bwrap", "unshare", "nsenter", "prlimit", "sh", "cat", "rm", "mount");
    private static final List<String> OPTIONAL = List.of("newuidmap", "newgidmap", "mkfs.ext4");
    private static final List<Path> FOLDERS = List.of(
            Path.of("/usr/local/sbin"),
            Path.of("/usr/local/bin"),
            Path.of("/usr/sbin"),
            Path.of("/usr/bin"),
            Path.of("/sbin"),
            Path.of("/bin"));

    static HostTools find() throws OutsideFailure {
        var found = new TreeMap<String, Path>();
        for (var names : List.of(NEEDED, OPTIONAL)) {
            for (var name : names) {
                FOLDERS.stream()
                        .map(folder -> folder.resolve(name))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .ifPresent(path -> found.put(name, path));
            }
        }
        var self = Path.of("/proc/self");
        try {
            return new HostTools(Map.copyOf(found), (int) Files.getAttribute(self, "unix:uid"), (int)
                    Files.getAttribute(self, "unix:gid"));
        } catch (java.io.IOException e) {
            throw new OutsideFailure("sandbox: cannot read /proc/self: " + e.getMessage(), false, e);
        }
    }

    /** Programs that must be there and are not. */
    List<String> missing() {
        var missing = new ArrayList<>(NEEDED);
        missing.removeAll(found.keySet());
        return missing;
    }

    boolean has(String name) {
        return found.containsKey(name);
    }

    String path(String name) throws OutsideFailure {
        var path = found.get(name);
        if (path == null) {
            throw new OutsideFailure(
                    "sandbox: " + name + " is not installed (packages bubblewrap, util-linux, e2fsprogs, uidmap)",
                    false);
        }
        return path.toString();
    }

    boolean root() {
        return uid == 0;
    }
}
