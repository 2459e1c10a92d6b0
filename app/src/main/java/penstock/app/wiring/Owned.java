package penstock.app.wiring;

import java.nio.file.Path;
import java.util.Optional;
import penstock.app.cli.Followed;
import penstock.app.cli.OwnedFactory;
import penstock.app.cli.Served;
import penstock.app.cli.UserMistakes;
import penstock.app.observe.Observation;
import penstock.edge.rpm.RootTarget;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.access.AuditedFactory;
import penstock.engine.access.Watching;
import penstock.engine.build.BuildLog;
import penstock.engine.build.UserMachine;
import penstock.engine.dlrn.RemoteImport;
import penstock.engine.follow.WatchLoop;
import penstock.engine.line.Factory;
import penstock.engine.port.OutsideFailure;

/** The factory of this process, put together. */
public record Owned(Factory factory, Followed followed, Eyes eyes, Machines machines, Shown shown, Right right)
        implements OwnedFactory {
    /** What stands in a user's machine, and what is installed there. */
    public record Machines(RootTarget target, SnapshotPublisher publisher, Optional<Path> keys) {}

    /** What follows, and what has it follow. */
    public record Eyes(WatchLoop loop, Watching watching) {}

    /** What answers over HTTP. */
    public record Shown(Surface surface, Observation observation, Promoting promoting, RemoteImport remote) {}

    @Override
    public AuditedFactory audited() {
        return shown.surface().factory();
    }

    @Override
    public Served serve() throws UserMistakes, OutsideFailure {
        return Serving.serve(shown.surface(), shown.observation(), shown.promoting(), shown.remote());
    }

    @Override
    public void follow() throws OutsideFailure, InterruptedException {
        try {
            factory.begin(followed.lines());
            eyes.watching().followAnew();
            eyes.loop().run();
        } catch (InterruptedException e) {
            right.mustNotBeLost();
            throw e;
        }
    }

    @Override
    public UserMachine machine(String line, BuildLog log) throws OutsideFailure, InterruptedException {
        Path newest = machines.publisher()
                .newest(line)
                .orElseThrow(() -> new OutsideFailure("the line " + line + " has published nothing yet", false));
        machines.target().prepare(_ -> {});
        return machines.target().start(newest, machines.keys(), log);
    }

    @Override
    public void close() throws OutsideFailure {
        right.closing().close();
    }
}
