package penstock.edge.rpm;

import java.util.List;
import java.util.Map;
import penstock.engine.port.Sandbox;

/** Commands of this package for the sandbox, all with the same plain environment and no network. */
final class Commands {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME", "/build",
            "LANG", "C.UTF-8",
            "LC_ALL", "C.UTF-8",
            "TERM", "dumb");

    private Commands() {}

    /** As root of the sandbox, for what installs or makes packages that are trusted. */
    static Sandbox.Command inside(List<Sandbox.Mount> mounts, Sandbox.Limits limits, String... argv) {
        return inside(mounts, limits, List.of(argv));
    }

    static Sandbox.Command inside(List<Sandbox.Mount> mounts, Sandbox.Limits limits, List<String> argv) {
        return new Sandbox.Command(argv, ENVIRONMENT, "/", mounts, limits, true, false);
    }

    /** As the root's ordinary user, for builds. */
    static Sandbox.Command asUser(List<Sandbox.Mount> mounts, Sandbox.Limits limits, List<String> argv) {
        return new Sandbox.Command(argv, ENVIRONMENT, "/build", mounts, limits, false, false);
    }
}
