package penstock.app.wiring;

import java.nio.file.Path;
import java.util.Optional;
import penstock.build.BuildOptions;
import penstock.edge.http.HttpFiles;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlImportedBuilds;
import penstock.edge.sql.SqlTables;
import penstock.edge.store.FileArtifactStore;
import penstock.engine.dlrn.RemoteImport;
import penstock.engine.line.Lines;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Signer;

/** Makes what brings builds of other instances here. */
public final class Importing {
    private Importing() {}

    public static RemoteImport remote(Surface surface, Lines lines, Optional<Signer> signer) throws OutsideFailure {
        Database database = surface.database();
        Path dir = surface.dir();
        Storing storing = Storing.of(surface.config(), dir);
        return new RemoteImport(
                new HttpFiles(surface.clock()),
                new SqlImportedBuilds(database),
                new SqlTables(database),
                new RemoteImport.Places(
                        dir.resolve("work"),
                        FileArtifactStore.open(storing.artifacts()),
                        new RpmFile(),
                        signer,
                        storing.holds(surface.config(), surface.clock())),
                (line, project, source, distgit) -> lines.ask(line, project, source, distgit, BuildOptions.PLAIN),
                surface.config().service().dlrn().importFrom(),
                surface.clock());
    }
}
