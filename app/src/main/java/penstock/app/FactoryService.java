package penstock.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditedFactory;
import penstock.engine.access.FollowChange;
import penstock.engine.line.Wanted;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionWish;
import penstock.engine.publish.KeyChange;
import penstock.engine.publish.SigningKeys;
import penstock.line.LineState;
import penstock.line.PackageState;
import penstock.repo.SnapshotEntry;

/** What the owner of a data folder does for commands of other processes. */
final class FactoryService implements DataFolder.Service {
    private final AuditedFactory factory;
    private final Offices offices;
    private final Optional<SigningKeys> keys;
    private final Runnable stop;

    FactoryService(AuditedFactory factory, Offices offices, Optional<SigningKeys> keys, Runnable stop) {
        this.factory = factory;
        this.offices = offices;
        this.keys = keys;
        this.stop = stop;
    }

    @Override
    public List<String> answer(DataFolder.Request request, String asker, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        Actor actor = Actor.user(asker);
        return switch (request) {
            case DataFolder.Request.Ping() -> List.of();
            case DataFolder.Request.RunOnce() ->
                failing(factory.runOnce(actor).stream().flatMap(end -> end.packages().stream()));
            case DataFolder.Request.Build(List<Wanted> wanted, boolean untilDone) ->
                build(actor, wanted, untilDone, progress);
            case DataFolder.Request.ChangeKeys(KeyChange change) -> change(actor, change, progress);
            case DataFolder.Request.AddToken _,
                    DataFolder.Request.RevokeToken _,
                    DataFolder.Request.AddUser _,
                    DataFolder.Request.ChangePassword _,
                    DataFolder.Request.RemoveUser _ -> offices.administration().answer(request, actor, progress);
            case DataFolder.Request.Promote(PromotionWish wish) ->
                offices.promotions().answer(actor, wish, progress);
            case DataFolder.Request.Follow(FollowChange change) -> factory.follow(actor, change, progress);
            case DataFolder.Request.Purge purge -> offices.purges().answer(purge, actor, progress);
            case DataFolder.Request.Stop() -> {
                factory.recorded(actor, "stop", "");
                stop.run();
                yield List.of();
            }
        };
    }

    private List<String> change(Actor actor, KeyChange change, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        return factory.carriedOut(
                actor,
                "change keys",
                change.toString(),
                () -> keys.isPresent()
                        ? change.apply(keys.get(), progress)
                        : List.of("signing is switched off in penstock.yaml (serve: signing: sign)"));
    }

    private List<String> build(Actor actor, List<Wanted> wanted, boolean untilDone, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        List<String> problems = new ArrayList<>(factory.build(actor, wanted));
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
