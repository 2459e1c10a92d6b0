package penstock.edge.sandbox;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process with a sandbox, for tests that need one beside their own: {@code hostile FOLDER NAMES} tries hostile commands as whoever it
 * is and prints what is wrong; {@code sleep FOLDER MARK} runs a command that does not end.
 */
final class SandboxProcess {
    private SandboxProcess() {}

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[1]);
        var sandbox = BubblewrapSandbox.on(SandboxSettings.in(folder.resolve("state")));
        var lower = folder.resolve("lower");
        var tree = Files.exists(lower) ? lower : Roots.lower(folder);
        if (args[0].equals("sleep")) {
            try (var root = sandbox.open(List.of(tree), 3L << 30)) {
                root.expect(2, Roots.shell("true"));
                root.run(
                        Roots.shell("touch /tmp/x; echo started; sleep " + args[2] + " & sleep " + args[2]),
                        (bytes, offset, length) -> {
                            System.out.write(bytes, offset, length);
                            System.out.flush();
                        });
            }
        } else {
            hostile(sandbox, tree, args[2]);
        }
    }

    private static void hostile(BubblewrapSandbox sandbox, Path tree, String names) throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (var name : names.split(",")) {
                var hostile = Hostile.valueOf(name);
                try (var root = sandbox.open(List.of(tree), Roots.DISK)) {
                    var ended = hostile.in(root, listening.getLocalPort());
                    var complaint = hostile.complaint(ended, sandbox.countsLimits());
                    System.out.println(name + (complaint.isEmpty() ? " is contained" : " IS NOT: " + complaint));
                }
            }
        }
        System.out.println("done");
    }
}
