package penstock.edge.sandbox;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** The {@link Slot slots} of one root, started one after the other by a thread of their own, in the order of the commands. */
final class Slots {
    private final List<Expected> waiting = new ArrayList<>();
    private final List<Expected> taken = new ArrayList<>();
    private volatile boolean closing;

    /** Starts a slot. */
    interface Start {
        Slot start() throws OutsideFailure, InterruptedException;
    }

    private record Expected(Sandbox.Command like, FutureTask<Slot> slot) {}

    void expect(Sandbox.Command like, List<Start> starts) {
        var added = starts.stream()
                .map(start -> new Expected(like, new FutureTask<>(() -> start(start))))
                .toList();
        waiting.addAll(added);
        Thread.ofVirtual()
                .name("sandbox-slots")
                .start(() -> added.forEach(one -> one.slot().run()));
    }

    private Slot start(Start start) throws OutsideFailure, InterruptedException {
        if (closing) {
            throw new OutsideFailure("sandbox: the root is being closed", true);
        }
        return start.start();
    }

    /** Waits until no slot is being started: what a command may change in the root is looked at when one is. */
    void settle() throws InterruptedException {
        for (var expected : waiting) {
            slot(expected);
        }
    }

    /** Says that what is not started yet is not wanted any more. */
    void startClosing() {
        closing = true;
    }

    /** The slot for a command. Empty when there is none, also when it could not be started: starting the command anew tells why. */
    Optional<Slot> take(Sandbox.Command command) throws InterruptedException {
        for (Iterator<Expected> each = waiting.iterator(); each.hasNext(); ) {
            var expected = each.next();
            if (fits(expected.like(), command)) {
                each.remove();
                taken.add(expected);
                return slot(expected);
            }
        }
        return Optional.empty();
    }

    private static Optional<Slot> slot(Expected expected) throws InterruptedException {
        try {
            return Optional.of(expected.slot().get(HostTools.QUICK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private static boolean fits(Sandbox.Command like, Sandbox.Command command) {
        return like.rootInside() == command.rootInside()
                && like.network() == command.network()
                && command.limits().processes() > 0
                && Launch.can(command)
                && command.mounts().size() >= like.mounts().size()
                && command.mounts().subList(0, like.mounts().size()).equals(like.mounts())
                && places(further(like, command));
    }

    /** A command's mounts beyond those of the one that it is like. */
    static List<Sandbox.Mount> further(Sandbox.Command like, Sandbox.Command command) {
        return command.mounts().subList(like.mounts().size(), command.mounts().size());
    }

    /** The mounts that come with a command for a slot. */
    List<Sandbox.Mount> further(Sandbox.Command command) {
        return further(taken.getLast().like(), command);
    }

    /** Plain places below the one folder, none in another. */
    private static boolean places(List<Sandbox.Mount> mounts) {
        var inside = mounts.stream().map(Sandbox.Mount::inside).sorted().toList();
        return inside.stream()
                        .allMatch(place ->
                                place.matches("\\Q" + Slot.PLACES + "\\E(/[A-Za-z0-9_~^+-][A-Za-z0-9._~^+-]*)+"))
                && IntStream.range(0, inside.size())
                        .noneMatch(i -> inside.stream().anyMatch(other -> other.startsWith(inside.get(i) + "/")))
                && inside.stream().distinct().count() == inside.size();
    }

    /** Called when all processes of the root are dead, so that none of the threads waits any more. */
    void close() throws OutsideFailure {
        taken.addAll(waiting);
        waiting.clear();
        for (var expected : taken) {
            close(expected.slot());
        }
        taken.clear();
    }

    private static void close(FutureTask<Slot> task) throws OutsideFailure {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    task.get().close();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    // It took down itself what it had made.
                    return;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
