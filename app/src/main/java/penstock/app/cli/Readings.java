package penstock.app.cli;

import penstock.engine.access.AuditTrail;
import penstock.engine.access.Tokens;
import penstock.engine.access.Users;
import penstock.engine.build.BuildLogs;
import penstock.engine.diff.LabelDiffs;
import penstock.engine.digest.DigestReadings;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.query.Queries;

/** What commands read of a data folder, whoever owns it. */
public interface Readings extends AutoCloseable {
    Queries queries();

    BuildLogs logs();

    AuditTrail audit();

    Tokens tokens();

    Users users();

    LabelReadings labels();

    LabelDiffs diffs();

    DigestReadings digests();

    @Override
    void close() throws OutsideFailure;
}
