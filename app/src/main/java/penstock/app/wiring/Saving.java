package penstock.app.wiring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import penstock.config.FactoryConfig;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlStateCopies;
import penstock.edge.store.FolderCopies;
import penstock.edge.store.SnapshotExport;
import penstock.engine.backup.Backup;
import penstock.engine.backup.Restore;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;

/** Makes what copies a factory into a backup and out of it, and copies the few files that are neither state nor made. */
public final class Saving {
    private static final String CONFIG = "penstock.yaml";
    private static final String KEYS = "keys";
    /** Folders that one to which something is restored may have: its own keys, and its lock. */
    private static final Set<String> ALLOWED = Set.of(KEYS, "run", "log");

    private Saving() {}

    private static FolderCopies.Folders folders(Storing storing) {
        return new FolderCopies.Folders(
                storing.artifacts(), storing.repositories(), storing.logs(), storing.scenarios());
    }

    private static FolderCopies.Folders folders(Path backup) {
        return new FolderCopies.Folders(
                backup.resolve("artifacts"),
                backup.resolve("repositories"),
                backup.resolve("logs"),
                backup.resolve("scenarios"));
    }

    /** @return what the state names and could not be found */
    public static List<String> backup(
            FactoryConfig config, Path dir, Path to, boolean keys, Database database, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        try {
            if (!Files.isDirectory(to)) {
                Files.createDirectories(
                        to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.copy(
                    dir.resolve(CONFIG),
                    to.resolve(CONFIG),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
            if (keys) {
                copyFolder(dir.resolve(KEYS), to.resolve(KEYS));
            }
        } catch (IOException e) {
            throw new OutsideFailure("can't write the backup in " + to + ": " + e.getMessage(), true, e);
        }
        FolderCopies files = new FolderCopies(
                folders(Storing.of(config, dir)), folders(to), config.build().target());
        return new Backup(new SqlStateCopies(database), files, to).run(progress);
    }

    /** Puts configuration and keys into a new data folder, where it has none of its own. */
    public static void prepare(Path from, Path dir) throws OutsideFailure {
        if (!Files.isRegularFile(from.resolve(Backup.STATE))) {
            throw new OutsideFailure(from + " is no complete backup: it has no " + Backup.STATE, false);
        }
        try {
            Files.createDirectories(dir);
            try (DirectoryStream<Path> there = Files.newDirectoryStream(dir)) {
                for (Path file : there) {
                    if (!mayBeThere(file)) {
                        throw new OutsideFailure(
                                "there is something in " + dir + " already (" + file.getFileName()
                                        + "); restore into a new folder, named with --dir",
                                false);
                    }
                }
            }
            if (!Files.exists(dir.resolve(CONFIG))) {
                Files.copy(from.resolve(CONFIG), dir.resolve(CONFIG), StandardCopyOption.COPY_ATTRIBUTES);
            }
            if (!Files.exists(dir.resolve(KEYS))) {
                copyFolder(from.resolve(KEYS), dir.resolve(KEYS));
            }
        } catch (IOException e) {
            throw new OutsideFailure("can't restore into " + dir + ": " + e.getMessage(), true, e);
        }
    }

    /** Also files that a configuration of its own names, for another place of its state for instance. */
    private static boolean mayBeThere(Path file) {
        String name = file.getFileName().toString();
        return Files.isDirectory(file) ? ALLOWED.contains(name) : !name.startsWith(Backup.STATE);
    }

    /**
     * Nothing must lie where the restored factory will write, since whoever opens a tree throws away what is being made there and shows its
     * own keys: the folders may be those of a factory at work, which the configuration of the backup names.
     */
    public static void mustBeNew(FactoryConfig config, Path dir) throws OutsideFailure {
        Storing storing = Storing.of(config, dir);
        for (Path folder : List.of(storing.artifacts(), storing.repositories())) {
            if (isSomethingIn(folder)) {
                throw new OutsideFailure(
                        "there is something in " + folder
                                + " already, perhaps of a factory at work; name a new folder in " + dir.resolve(CONFIG)
                                + " (storage: folder:), then restore again",
                        false);
            }
        }
    }

    private static boolean isSomethingIn(Path folder) throws OutsideFailure {
        if (!Files.exists(folder)) {
            return false;
        }
        try (DirectoryStream<Path> there = Files.newDirectoryStream(folder)) {
            return there.iterator().hasNext();
        } catch (IOException e) {
            throw new OutsideFailure("can't restore into " + folder + ": " + e.getMessage(), true, e);
        }
    }

    /** @throws OutsideFailure when there is something in the database already */
    public static void mustBeNew(Database database) throws OutsideFailure {
        new SqlStateCopies(database).mustBeEmpty();
    }

    /** What takes single repositories out of what is published. */
    public static SnapshotExport exports(FactoryConfig config, Path dir, InstantSource clock) {
        Storing storing = Storing.of(config, dir);
        return new SnapshotExport(storing.repositories(), config.build().target(), storing.holds(config, clock));
    }

    /** @return what the state names and the backup does not have */
    public static List<String> restore(
            FactoryConfig config,
            Path from,
            Path dir,
            Database database,
            Publisher publisher,
            Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        Path copy = dir.resolve("run").resolve("restored.db");
        try {
            Files.copy(from.resolve(Backup.STATE), copy, StandardCopyOption.REPLACE_EXISTING);
            FolderCopies files = new FolderCopies(
                    folders(from),
                    folders(Storing.of(config, dir)),
                    config.build().target());
            Restore restore = new Restore(new SqlStateCopies(database), files, publisher);
            List<String> missing = restore.run(copy, SqlStateCopies.kept(copy), progress);
            for (String part : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(copy + part));
            }
            return missing;
        } catch (IOException e) {
            throw new OutsideFailure("can't restore into " + dir + ": " + e.getMessage(), true, e);
        }
    }

    /** With its files' permissions: private keys stay readable by their owner alone. Nothing where there is no such folder. */
    private static void copyFolder(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Files.createDirectories(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path file : files) {
                Path name = to.resolve(file.getFileName().toString());
                if (Files.isDirectory(file)) {
                    copyFolder(file, name);
                } else {
                    Files.copy(file, name, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
