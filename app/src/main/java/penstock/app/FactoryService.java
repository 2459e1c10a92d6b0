package penstock.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import penstock.distro.ReleaseLine;
import penstock.engine.line.Factory;
import penstock.engine.line.Wanted;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.KeyChange;
import penstock.engine.publish.SigningKeys;
import penstock.line.LineState;
import penstock.line.PackageState;
import penstock.repo.SnapshotEntry;

/** What the owner of a data folder does for commands of other processes. */
final class FactoryService implements DataFolder.Service {
    private final Factory factory;
    private final List<ReleaseLine> lines;
    private final Optional<SigningKeys> keys;
    private final Runnable stop;

    FactoryService(Factory factory, List<ReleaseLine> lines, Optional<SigningKeys> keys, Runnable stop) {
        this.keys = keys;
        this.factory = factory;
        this.lines = List.copyOf(lines);
        this.stop = stop;
    }

    @Override
    public List<String> answer(DataFolder.Request request, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        return switch (request) {
            case DataFolder.Request.Ping() -> List.of();
            case DataFolder.Request.RunOnce() ->
                failing(factory.runOnce(lines).stream().flatMap(end -> end.packages().stream()));
            case DataFolder.Request.Build(List<Wanted> wanted, boolean untilDone) -> build(wanted, untilDone, progress);
            case DataFolder.Request.ChangeKeys(KeyChange change) ->
                keys.isPresent()
                        ? change.apply(keys.get(), progress)
                        : List.of("signing is switched off in penstock.yaml (serve: signing: sign)");
            case DataFolder.Request.Stop() -> {
                stop.run();
                yield List.of();
            }
        };
    }

    private List<String> build(List<Wanted> wanted, boolean untilDone, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        List<String> problems = new ArrayList<>(factory.ask(lines, wanted));
        if (untilDone) {
            progress.accept("queued; waiting for the lines to come to rest");
            List<LineState> ends = factory.awaitRest(
                    wanted.stream().map(Wanted::line).distinct().toList());
            problems.addAll(failing(ends.stream()
                    .flatMap(end -> wanted.stream()
                            .filter(one -> one.line().equals(end.name()))
                            .flatMap(one -> end.find(one.project()).stream()))));
        }
        return problems;
    }

    private static List<String> failing(Stream<PackageState> packages) {
        return packages.filter(pkg -> pkg.entry().filter(SnapshotEntry::passing).isEmpty())
                .map(pkg -> pkg.pkg().project() + ": not built at its latest commit; penstock status says why")
                .toList();
    }
}
