package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.process.Tree;
import penstock.engine.port.OutsideFailure;

/**
 * A process that does nothing but hold namespaces open. It ends when its standard input does, that is when it is closed and also when
 * Penstock dies however it dies; being process 1 of its pid namespace, it takes with it all that runs in there, and with the last
 * of those the kernel takes down the mounts. So nothing of a sandbox outlives Penstock.
 */
final class Holder implements AutoCloseable {
    private final Process unshare;
    private final ProcessHandle held;

    private Holder(Process unshare, ProcessHandle held) {
        this.unshare = unshare;
        this.held = held;
    }

    /** New user, mount and pid namespaces, with ids mapped and a proc for the pid namespace (bubblewrap looks its child up there). */
    static Holder start(HostTools tools, IdMap ids) throws OutsideFailure, InterruptedException {
        var argv = List.of(
                tools.path("unshare"),
                "--user",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--propagation",
                "private",
                "--mount-proc",
                tools.path("cat"));
        return start(tools, argv, ids);
    }

    /** A user namespace alone, to map the owners of mounts by. */
    static Holder startMap(HostTools tools, IdMap ids) throws OutsideFailure, InterruptedException {
        return start(tools, List.of(tools.path("unshare"), "--user", "--fork", "--kill-child", tools.path("cat")), ids);
    }

    private static Holder start(HostTools tools, List<String> argv, IdMap ids)
            throws OutsideFailure, InterruptedException {
        var builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        Process unshare;
        try {
            unshare = builder.start();
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot start unshare: " + e.getMessage(), false, e);
        }
        try {
            awaitHeld(unshare);
            var held = unshare.children().findFirst().orElseThrow(() -> gone(unshare, ""));
            map(tools, held.pid(), ids);
            return new Holder(unshare, held);
        } catch (OutsideFailure | InterruptedException | RuntimeException e) {
            Tree.kill(unshare.toHandle());
            throw e;
        }
    }

    /** A line that comes back says that the namespaces are there and {@code cat} runs in them. */
    private static void awaitHeld(Process unshare) throws OutsideFailure {
        try {
            unshare.getOutputStream().write('\n');
            unshare.getOutputStream().flush();
            int first = unshare.getInputStream().read();
            if (first != '\n') {
                var rest = new String(unshare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                throw gone(unshare, (first < 0 ? "" : (char) first) + rest.strip());
            }
        } catch (IOException e) {
            throw gone(unshare, String.valueOf(e.getMessage()));
        }
    }

    private static OutsideFailure gone(Process unshare, String said) {
        return new OutsideFailure(
                "sandbox: no new namespaces on this host (pid " + unshare.pid() + "): " + said
                        + "; user namespaces must be allowed (sysctl user.max_user_namespaces and, where they exist,"
                        + " kernel.unprivileged_userns_clone and kernel.apparmor_restrict_unprivileged_userns)",
                false);
    }

    private static void map(HostTools tools, long pid, IdMap ids) throws OutsideFailure, InterruptedException {
        var process = Path.of("/proc", Long.toString(pid));
        try {
            if (tools.root()) {
                Files.writeString(process.resolve("uid_map"), IdMap.text(ids.uids()));
                Files.writeString(process.resolve("gid_map"), IdMap.text(ids.gids()));
            } else if (ids.single()) {
                Files.writeString(process.resolve("setgroups"), "deny");
                Files.writeString(process.resolve("uid_map"), IdMap.text(ids.uids()));
                Files.writeString(process.resolve("gid_map"), IdMap.text(ids.gids()));
            } else {
                mapBy(tools.path("newuidmap"), pid, ids.uids());
                mapBy(tools.path("newgidmap"), pid, ids.gids());
            }
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot map ids in a user namespace: " + e.getMessage(), false, e);
        }
    }

    private static void mapBy(String program, long pid, List<IdMap.Range> ranges)
            throws OutsideFailure, InterruptedException {
        var argv = new ArrayList<>(List.of(program, Long.toString(pid)));
        for (var range : ranges) {
            argv.addAll(List.of(
                    Long.toString(range.inside()), Long.toString(range.outside()), Long.toString(range.count())));
        }
        new ProcessRunner()
                .capture(Invocation.of(HostTools.QUICK, argv))
                .orFail("sandbox: mapping ids (see /etc/subuid and /etc/subgid)");
    }

    long pid() {
        return held.pid();
    }

    /** The held mount namespace's tree as Penstock can reach it. */
    Path view() {
        return Path.of("/proc", Long.toString(pid()), "root");
    }

    Path namespace(String kind) {
        return Path.of("/proc", Long.toString(pid()), "ns", kind);
    }

    boolean alive() {
        return held.isAlive();
    }

    /** Returns when the held process is gone; it is process 1 of its namespace, which ends when all others in there have ended. */
    @Override
    public void close() {
        held.destroyForcibly();
        try {
            unshare.getOutputStream().close();
            unshare.getInputStream().close();
        } catch (IOException e) {
            // The other end is dead already.
        }
        Tree.awaitExit(List.of(unshare.toHandle(), held));
        unshare.destroyForcibly();
    }
}
