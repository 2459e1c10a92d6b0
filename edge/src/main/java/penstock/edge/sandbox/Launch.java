package penstock.edge.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import penstock.engine.port.Sandbox;

/**
 * How a command reaches a process that waits for it: the root's own shell reads these lines from its standard input, then becomes the
 * command. The shell and {@code env} have no rights but those that the command has too.
 */
final class Launch {
    static final List<String> ARGV = List.of("/bin/sh");
    static final String HELLO = "echo ready\n";
    static final String READY = "ready";

    private Launch() {}

    /** Whether the lines can say the command: {@code env} takes words with a = for variables. */
    static boolean can(Sandbox.Command command) {
        return !command.argv().getFirst().contains("=")
                && command.environment().keySet().stream().allMatch(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*"));
    }

    /** The shell sets variables of its own, so the command's are given by {@code env}, with bubblewrap's {@code PWD}. */
    static String script(Sandbox.Command command) {
        var words = new ArrayList<>(List.of("/usr/bin/env", "-i", "PWD=" + command.workdir()));
        command.environment().forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command.argv());
        return "cd -- " + quoted(command.workdir()) + " || exit 1\nexec "
                + words.stream().map(Launch::quoted).collect(Collectors.joining(" ")) + " < /dev/null\n";
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
