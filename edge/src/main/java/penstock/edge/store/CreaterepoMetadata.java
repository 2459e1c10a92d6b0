package penstock.edge.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamException;
import penstock.edge.process.Captured;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;

/** {@code repodata} by {@code createrepo_c}, which reads the RPMs' headers and runs nothing of them. */
public final class CreaterepoMetadata implements RepositoryMetadata {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final long FULL = 1 << 20;

    private final ProcessRunner processes;

    public CreaterepoMetadata(ProcessRunner processes) {
        this.processes = processes;
    }

    @Override
    public List<Listed> write(Path folder, Instant revised) throws OutsideFailure, InterruptedException {
        Captured made = processes.capture(Invocation.of(
                LIMIT,
                "createrepo_c",
                "--quiet",
                "--no-database",
                "--general-compress-type=gz",
                "--error-exit-val",
                "--revision=" + revised.getEpochSecond(),
                "--set-timestamp-to-revision",
                "--",
                folder.toString()));
        if (!made.ok()) {
            sayWhenFull(folder);
        }
        made.orFail("making repodata of " + folder);
        try (DirectoryStream<Path> primaries =
                Files.newDirectoryStream(folder.resolve("repodata"), "*-primary.xml.gz")) {
            for (Path primary : primaries) {
                return read(primary);
            }
            throw new OutsideFailure("createrepo_c wrote no primary.xml.gz in " + folder, false);
        } catch (IOException failure) {
            throw Durable.failure("reading the repodata of " + folder, failure);
        }
    }

    /** createrepo_c itself says only that a file could not be closed. */
    private static void sayWhenFull(Path folder) throws OutsideFailure {
        try {
            if (Files.getFileStore(folder).getUsableSpace() < FULL) {
                throw Durable.full("making repodata of " + folder, null);
            }
        } catch (IOException failure) {
            throw Durable.failure("making repodata of " + folder, failure);
        }
    }

    private static List<Listed> read(Path primary) throws IOException, OutsideFailure {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(primary))) {
            return PrimaryXml.read(in);
        } catch (XMLStreamException failure) {
            throw new OutsideFailure("createrepo_c wrote a primary.xml that can't be read: " + primary, false, failure);
        }
    }
}
