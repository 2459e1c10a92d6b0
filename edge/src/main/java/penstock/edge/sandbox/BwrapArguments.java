package penstock.edge.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import penstock.engine.port.Sandbox;

/** Bubblewrap's arguments for a command: pure, so that a test can read them. See bwrap(1). */
final class BwrapArguments {
    /**
     * What rpm and dnf need as root of their own user namespace: to own, open and chroot. Not among them: mounting, tracing, network
     * and device set-up. None of these means anything outside of the namespace.
     */
    private static final List<String> ROOT_CAPABILITIES = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_DAC_READ_SEARCH",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETFCAP",
            "CAP_SYS_CHROOT");

    private static final long RUN_BYTES = 64L << 20;
    private static final long SHM_BYTES = 256L << 20;

    private BwrapArguments() {}

    /**
     * @param sources where each of the command's mounts can be bound from, in their order
     * @param temporary the folder with this command's {@code tmp} and {@code var-tmp}
     */
    static List<String> of(Sandbox.Command command, List<String> sources, String temporary) {
        var argv = new ArrayList<String>();
        namespaces(argv, command);
        add(argv, "--bind", Stage.AT + "/root", "/");
        add(argv, "--dev", "/dev");
        add(argv, "--size", Long.toString(SHM_BYTES), "--perms", "1777", "--tmpfs", "/dev/shm");
        add(argv, "--remount-ro", "/dev");
        add(argv, "--proc", "/proc");
        add(argv, "--bind", temporary + "/tmp", "/tmp");
        add(argv, "--bind", temporary + "/var-tmp", "/var/tmp");
        add(argv, "--size", Long.toString(RUN_BYTES), "--tmpfs", "/run");
        for (int i = 0; i < sources.size(); i++) {
            add(argv, "--ro-bind", sources.get(i), command.mounts().get(i).inside());
        }
        argv.add("--clearenv");
        for (Map.Entry<String, String> variable : command.environment().entrySet()) {
            add(argv, "--setenv", variable.getKey(), variable.getValue());
        }
        add(argv, "--chdir", command.workdir());
        argv.add("--");
        argv.addAll(command.argv());
        return argv;
    }

    /** The places where {@link #of} mounts something inside the root. */
    static List<String> mountPoints(Sandbox.Command command) {
        var points = new ArrayList<>(List.of("/dev", "/proc", "/tmp", "/var/tmp", "/run"));
        command.mounts().forEach(mount -> points.add(mount.inside()));
        return points;
    }

    /**
     * A command like another, to be told later: {@link Launch} waits in its place, and {@code places} are bound where its further mounts
     * can be attached.
     */
    static List<String> waiting(Sandbox.Command like, List<String> sources, String temporary, String places) {
        var launch = new Sandbox.Command(
                Launch.ARGV, Map.of(), "/", like.mounts(), like.limits(), like.rootInside(), like.network());
        var argv = of(launch, sources, temporary);
        argv.addAll(argv.indexOf("--clearenv"), List.of("--ro-bind", places, Slot.PLACES));
        return argv;
    }

    private static void namespaces(List<String> argv, Sandbox.Command command) {
        add(argv, "--die-with-parent", "--new-session", "--json-status-fd", "3");
        add(argv, "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--hostname", "penstock");
        if (!command.network()) {
            argv.add("--unshare-net");
        }
        if (command.rootInside()) {
            add(argv, "--cap-drop", "ALL");
            ROOT_CAPABILITIES.forEach(capability -> add(argv, "--cap-add", capability));
        } else {
            var plain = Integer.toString(Entry.PLAIN);
            add(argv, "--unshare-user", "--uid", plain, "--gid", plain);
        }
    }

    private static void add(List<String> argv, String... words) {
        argv.addAll(List.of(words));
    }
}
