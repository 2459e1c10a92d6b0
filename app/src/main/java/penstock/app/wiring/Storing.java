package penstock.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.app.cli.UserMistakes;
import penstock.config.FactoryConfig;
import penstock.config.StorageConfig;
import penstock.edge.owner.LockedFolder;
import penstock.edge.sql.Database;
import penstock.edge.sql.PostgresAddress;
import penstock.edge.sql.PostgresLease;
import penstock.edge.store.HoldFolder;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** Says where things are kept, and makes what reaches the database: a file, or a server and the right to write there. */
public final class Storing {
    private static final Duration LONGEST_PURGE = Duration.ofMinutes(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Path dir;
    private final StorageConfig storage;

    private Storing(Path dir, StorageConfig storage) {
        this.dir = dir;
        this.storage = storage;
    }

    public static Storing of(FactoryConfig config, Path dir) {
        return new Storing(dir, config.service().storage());
    }

    /** Reads the whole configuration of a data folder. */
    public interface Reading {
        FactoryConfig config() throws UserMistakes, OutsideFailure;
    }

    /**
     * The same for commands that must start fast: a text without the word {@code storage} need not be read as YAML, which would be a
     * large part of their start.
     */
    public static Storing forReading(Path dir, Reading reading) throws UserMistakes, OutsideFailure {
        Path file = dir.resolve("penstock.yaml");
        try {
            if (Files.readString(file).contains("storage")) {
                return of(reading.config(), dir);
            }
        } catch (NoSuchFileException _) {
            // A folder without a configuration has the usual storage.
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + file + ": " + e.getMessage(), false, e);
        }
        return new Storing(dir, new StorageConfig(Optional.empty(), Optional.empty()));
    }

    private Path shared(String name) {
        return storage.folder().map(Path::of).orElse(dir).resolve(name);
    }

    public Path artifacts() {
        return shared("artifacts");
    }

    public Path metadata() {
        return shared("metadata");
    }

    public Path repositories() {
        return shared("repositories");
    }

    public Path logs() {
        return shared("logs");
    }

    /** What is kept of runs of scenarios; on the disk of the data folder, as what makes it. */
    public Path scenarios() {
        return dir.resolve("scenarios");
    }

    /** What keeps snapshots from being purged while they are read. */
    public HoldFolder holds(FactoryConfig config, InstantSource clock) {
        return holds(config, LONGEST_PURGE, clock);
    }

    /** The same for promotions, which somebody waits for. */
    public HoldFolder promotionHolds(FactoryConfig config, InstantSource clock) {
        return holds(config, LONGEST_WAIT, clock);
    }

    private HoldFolder holds(FactoryConfig config, Duration patience, InstantSource clock) {
        return new HoldFolder(shared("holds"), repositories(), config.build().target(), patience, clock);
    }

    public Database read() throws UserMistakes, OutsideFailure {
        return storage.database().isPresent()
                ? Database.read(address(storage.database().orElseThrow()))
                : Database.read(file());
    }

    private Path file() {
        return dir.resolve("penstock.db");
    }

    /**
     * The lock of the folder for what is made, which data folders with states of their own must not share. Empty when that is the data folder
     * itself, and when a database says who writes.
     */
    public Optional<DataFolder.Ownership> lock(String purpose, InstantSource clock) throws OutsideFailure {
        if (storage.folder().isEmpty() || storage.database().isPresent()) {
            return Optional.empty();
        }
        Path folder = Path.of(storage.folder().orElseThrow());
        try {
            Files.createDirectories(folder);
            if (Files.isSameFile(folder, dir)) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new OutsideFailure("can't use " + folder + " (storage: folder:): " + e.getMessage(), false, e);
        }
        return switch (new LockedFolder(folder, clock).claim(purpose + " for " + dir.toAbsolutePath())) {
            case DataFolder.Claim.Mine(DataFolder.Ownership ownership) -> Optional.of(ownership);
            case DataFolder.Claim.Taken(String owner) ->
                throw new OutsideFailure(
                        folder + " belongs to another factory (" + owner
                                + "); stop that, or name another folder in penstock.yaml (storage: folder:)",
                        false);
        };
    }

    /**
     * The right to write, where the data folder's lock is not all that it takes.
     *
     * @param place names that lock
     * @param waiting is told who is waited for; when empty nobody is, and somebody's having it is a failure
     */
    public Optional<PostgresLease.Held> lease(String place, String purpose, Optional<Consumer<String>> waiting)
            throws UserMistakes, OutsideFailure, InterruptedException {
        if (storage.database().isEmpty()) {
            return Optional.empty();
        }
        StorageConfig.Postgres database = storage.database().orElseThrow();
        PostgresLease lease = new PostgresLease(address(database), database.lease(), place);
        if (waiting.isPresent()) {
            return Optional.of(lease.await(purpose, waiting.orElseThrow()));
        }
        return switch (lease.take(purpose)) {
            case PostgresLease.Claim.Mine(PostgresLease.Held held) -> Optional.of(held);
            case PostgresLease.Claim.Taken(String owner) ->
                throw new OutsideFailure(
                        "the factory belongs to another process (" + owner
                                + "); give the command on its machine, or let `penstock serve --standby` wait for its turn",
                        true);
        };
    }

    /** @throws UserMistakes when there is nothing that another process could be waited for */
    public void mustBeShared() throws UserMistakes {
        if (storage.database().isEmpty()) {
            throw new UserMistakes(List.of(Problem.error(
                    "a standby needs state that both processes reach",
                    SourcePosition.of(dir.resolve("penstock.yaml").toString()),
                    "name a PostgreSQL database under storage: database: (docs/operate.md)")));
        }
    }

    /** Opens the database for writing. */
    public Database own(Optional<PostgresLease.Held> lease) throws OutsideFailure {
        return lease.isPresent() ? Database.own(lease.orElseThrow()) : Database.own(file());
    }

    private PostgresAddress address(StorageConfig.Postgres database) throws UserMistakes, OutsideFailure {
        return new PostgresAddress(
                database.url(),
                database.passwordFile().isPresent()
                        ? Optional.of(
                                password(dir.resolve(database.passwordFile().orElseThrow())))
                        : Optional.empty());
    }

    private static String password(Path file) throws UserMistakes, OutsideFailure {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new UserMistakes(List.of(Problem.error(
                        "everybody on this machine can read the database's password",
                        SourcePosition.of(file.toString()),
                        "chmod o= " + file)));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new OutsideFailure(
                    "cannot read the database's password in " + file + ": " + e.getMessage(), false, e);
        }
    }
}
