package penstock.app.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import penstock.app.pages.LineNews;
import penstock.config.FactoryConfig;
import penstock.edge.sql.Database;
import penstock.engine.access.AuditedFactory;

/**
 * What pages and the API are made of, in the process that owns the data folder.
 *
 * @param environment variables of this process, some of which may be secrets
 * @param factory the running one
 * @param database the state as its only writer has it
 * @param news of the lines that this process runs
 */
public record Surface(
        FactoryConfig config,
        Path dir,
        Map<String, String> environment,
        AuditedFactory factory,
        Database database,
        LineNews news,
        InstantSource clock) {}
