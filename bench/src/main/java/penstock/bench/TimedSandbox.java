package penstock.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** A sandbox that adds up the time of the commands that run rpm's tools or dnf. */
final class TimedSandbox implements Sandbox {
    private static final Set<String> TOOLS =
            Set.of("rpm", "rpmspec", "rpmbuild", "dnf", "/usr/bin/dnf", "createrepo_c", "python3", "/usr/bin/python3");

    private final Sandbox sandbox;
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger commands = new AtomicInteger();
    private final AtomicLong otherNanos = new AtomicLong();

    TimedSandbox(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Milliseconds since the last call. */
    double takeMillis() {
        return nanos.getAndSet(0) / 1e6;
    }

    /** Milliseconds of other commands than those that are added up, since the last call. */
    double takeOtherMillis() {
        return otherNanos.getAndSet(0) / 1e6;
    }

    /** Commands since the last call. */
    int takeCommands() {
        return commands.getAndSet(0);
    }

    @Override
    public Root open(Lower lower, long diskBytes) throws OutsideFailure {
        return new Timed(sandbox.open(lower, diskBytes));
    }

    private final class Timed implements Root {
        private final Root root;

        Timed(Root root) {
            this.root = root;
        }

        @Override
        public Ended run(Command command, Output output) throws OutsideFailure, InterruptedException {
            long start = System.nanoTime();
            try {
                return root.run(command, output);
            } finally {
                if (command.argv().stream().anyMatch(TOOLS::contains)) {
                    nanos.addAndGet(System.nanoTime() - start);
                    commands.incrementAndGet();
                } else {
                    otherNanos.addAndGet(System.nanoTime() - start);
                }
            }
        }

        @Override
        public List<String> files(String inside) throws OutsideFailure {
            return root.files(inside);
        }

        @Override
        public void copyOut(String inside, Path to, long maxBytes) throws OutsideFailure {
            root.copyOut(inside, to, maxBytes);
        }

        @Override
        public void close() throws OutsideFailure {
            root.close();
        }
    }
}
