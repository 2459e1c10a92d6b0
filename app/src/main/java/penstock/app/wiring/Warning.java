package penstock.app.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import penstock.config.FactoryConfig;
import penstock.distro.ReleaseLine;
import penstock.edge.git.GitMirror;
import penstock.edge.rpm.RootTarget;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlWarningBook;
import penstock.engine.notify.Notifier;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.ProvidedPackages;
import penstock.engine.warning.EarlyWarning;
import penstock.engine.warning.Judge;
import penstock.engine.warning.WarningDesk;
import penstock.engine.warning.WarningRounds;
import penstock.require.answer.Repository;

/**
 * Warns of requirements.
 *
 * @param early looks at commits that were found
 * @param rounds looks again at what is open
 */
public record Warning(EarlyWarning early, WarningRounds rounds) {
    private static final Duration REST = Duration.ofMinutes(5);

    public static Warning of(
            FactoryConfig config, Path dir, Followed followed, Teller teller, Consumer<String> progress) {
        GitMirror mirror = followed.mirror();
        Judge judge = new Judge(
                mirror,
                Requiring.trees(config, mirror),
                Requiring.check(config, mirror, found(config, dir, followed.target(), progress)),
                name -> followed.lines().get().stream()
                        .filter(line -> line.name().equals(name))
                        .findFirst());
        WarningDesk desk = new WarningDesk(
                new SqlWarningBook(teller.database()),
                Telling.warnings(config, teller.notifier(), teller.clock()),
                teller.clock());
        EarlyWarning early = desk.branches(judge);
        return new Warning(early, new WarningRounds(early, REST));
    }

    /** The target is prepared when something is asked for the first time, as a pass with nothing new does not need it. */
    private static ProvidedPackages found(
            FactoryConfig config, Path dir, RootTarget target, Consumer<String> progress) {
        ProvidedPackages found = Requiring.found(config, dir, target);
        return new ProvidedPackages() {
            @Override
            public List<Repository> of(String line, Set<String> asked) throws OutsideFailure, InterruptedException {
                target.prepare(progress);
                return found.of(line, asked);
            }

            @Override
            public String python() throws OutsideFailure, InterruptedException {
                target.prepare(progress);
                return found.python();
            }

            @Override
            public String machine() throws OutsideFailure, InterruptedException {
                target.prepare(progress);
                return found.machine();
            }
        };
    }

    /** What is followed, and what it is built for. */
    public record Followed(GitMirror mirror, RootTarget target, Supplier<List<ReleaseLine>> lines) {}

    /** Where warnings are kept, and who sends what is said of them. */
    public record Teller(Database database, Optional<Notifier> notifier, InstantSource clock) {}
}
