package penstock.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import penstock.app.terminal.Style;
import penstock.app.terminal.Terminal;
import penstock.build.Step;
import penstock.engine.build.BuildLog;
import penstock.engine.build.UserMachine;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * What a user of the demo distribution would do (A4): installs its programs with dnf into an empty root, runs the command, and looks for
 * the service and the Puppet module. All of it runs in the sandbox.
 */
final class UserCheck {
    private static final List<String> PACKAGES = List.of("millrace", "millpond", "puppet-millpond");

    private static final List<Check> CHECKS = List.of(
            new Check(
                    "the command works",
                    "printf '2026-03-01T08:00:00 412\\n2026-03-01T20:00:00 390\\n' | millrace",
                    "2026-03-01    390     412"),
            new Check(
                    "the service and both libraries import",
                    "python3 -c 'import headrace, tailrace, millpond; print(\"imported\")'",
                    "imported"),
            new Check(
                    "the Puppet module is where Puppet looks",
                    "cat /usr/share/openstack-puppet/modules/millpond/manifests/init.pp",
                    "class millpond"));

    private final Terminal terminal;
    private final List<String> failed = new ArrayList<>();

    UserCheck(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param wanted is somewhere in what the command prints */
    private record Check(String what, String command, String wanted) {}

    /** @return the checks that failed; empty when all is well */
    List<String> run(OwnedFactory owned, String line) throws OutsideFailure, InterruptedException {
        Kept kept = new Kept();
        try (UserMachine machine = owned.machine(line, kept)) {
            Sandbox.Ended installed = machine.install(PACKAGES, kept);
            tell("dnf installs " + String.join(", ", PACKAGES) + " into an empty root", installed.ok(), kept.text());
            if (installed.ok()) {
                for (Check check : CHECKS) {
                    run(machine, check);
                }
            }
        }
        return failed;
    }

    private void run(UserMachine machine, Check check) throws OutsideFailure, InterruptedException {
        Kept kept = new Kept();
        Sandbox.Ended ended = machine.run(List.of("/bin/sh", "-c", check.command()), kept);
        tell(check.what(), ended.ok() && kept.text().contains(check.wanted()), kept.text());
    }

    private void tell(String what, boolean ok, String printed) {
        terminal.print(terminal.styled(ok ? Style.GOOD : Style.BAD, ok ? "ok        " : "FAILED    ") + " " + what);
        if (!ok) {
            failed.add(what);
            printed.lines().map(Terminal::printable).forEach(line -> terminal.print("    " + line));
        }
    }

    /** Keeps what is printed; it is shown when a check failed. */
    private static final class Kept implements BuildLog {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public synchronized void write(byte[] more, int offset, int length) {
            bytes.write(more, offset, length);
        }

        @Override
        public void enter(Step step) {}

        @Override
        public void say(String line) {
            byte[] text = (line + "\n").getBytes(UTF_8);
            write(text, 0, text.length);
        }

        String text() {
            return bytes.toString(UTF_8);
        }
    }
}
