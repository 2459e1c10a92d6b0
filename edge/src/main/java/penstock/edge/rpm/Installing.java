package penstock.edge.rpm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import penstock.edge.rpm.Packages.Ready;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** Installs RPM files in a root of the sandbox, where their scriptlets run. */
final class Installing {
    private Installing() {}

    /** dnf's solver has chosen; rpm checks dependencies and file conflicts once more, and orders the transaction. */
    static Sandbox.Ended run(Sandbox.Root root, List<Ready> ready, Sandbox.Limits limits, Sandbox.Output log)
            throws OutsideFailure, InterruptedException {
        return run(root, ready, List.of(), limits, log);
    }

    /** Into a root that has no packages yet: theirs are the folders, too, where the sandbox has mounts, which rpm passes over. */
    static Sandbox.Ended runFirst(Sandbox.Root root, List<Ready> ready, Sandbox.Limits limits, Sandbox.Output log)
            throws OutsideFailure, InterruptedException {
        return run(root, ready, List.of("--define", "_netsharedpath /dev:/proc:/sys"), limits, log);
    }

    private static Sandbox.Ended run(
            Sandbox.Root root, List<Ready> ready, List<String> options, Sandbox.Limits limits, Sandbox.Output log)
            throws OutsideFailure, InterruptedException {
        if (ready.isEmpty()) {
            return new Sandbox.Ended(0, java.util.Optional.empty());
        }
        // rpm's own names for the files, so that messages name them as users know them.
        var mounts = new LinkedHashMap<String, Sandbox.Mount>();
        for (var one : ready) {
            var inside = "/run/penstock/install/" + one.rpm().nevra().replaceAll("[^A-Za-z0-9.~^_+-]", "_") + ".rpm";
            mounts.put(inside, new Sandbox.Mount(one.file(), inside));
        }
        // rpm's plugin that gives scriptlets namespaces of their own needs what the sandbox does not give; without it
        // they run.
        var argv = new ArrayList<>(
                List.of("rpm", "--upgrade", "--verbose", "--oldpackage", "--nosignature", "--noplugins"));
        argv.addAll(options);
        argv.addAll(mounts.keySet());
        var watch = new ScriptletWatch(log);
        var ended = root.run(Commands.inside(List.copyOf(mounts.values()), limits, argv), watch);
        return ended.ok() && watch.failed() ? new Sandbox.Ended(1, ended.limit()) : ended;
    }
}
