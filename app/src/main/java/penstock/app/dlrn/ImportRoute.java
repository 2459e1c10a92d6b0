package penstock.app.dlrn;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import penstock.app.api.Admission;
import penstock.app.api.Refusal;
import penstock.app.document.Json;
import penstock.distro.ReleaseLine;
import penstock.dlrn.ImportSources;
import penstock.dlrn.Parameters;
import penstock.dlrn.Refused;
import penstock.dlrn.RemoteAddress;
import penstock.engine.access.AuditedFactory;
import penstock.engine.dlrn.RemoteImport;
import penstock.engine.port.OutsideFailure;

/** Builds of other instances, by their addresses. */
final class ImportRoute {
    private final Builders builders;
    private final AuditedFactory factory;
    private final RemoteImport remote;

    ImportRoute(Builders builders, AuditedFactory factory, RemoteImport remote) {
        this.builders = builders;
        this.factory = factory;
        this.remote = remote;
    }

    void take(Context context) throws Refused, Refusal, OutsideFailure, InterruptedException {
        Parameters given = Request.change(context);
        Optional<RemoteAddress> read = RemoteAddress.read(given, "repo_url");
        given.check();
        RemoteAddress address = read.orElseThrow();
        if (!remote.allows(address)) {
            throw new Refused(403, ImportSources.refusal(address));
        }
        String name = builders.line(context);
        ReleaseLine line = factory.lines().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(404, "The line " + name + " is not followed"));
        List<String> problems;
        try {
            problems = factory.carriedOut(
                    Admission.actor(context),
                    "import",
                    name + " " + address.uri(),
                    () -> remote.take(line, address).stream().toList());
        } catch (OutsideFailure failure) {
            problems = List.of(String.valueOf(failure.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new Refused(500, "Remote import failed with error: " + String.join("; ", problems)).onRecord();
        }
        Answers.send(context, 201, Json.object().put("repo_url", address.uri().toString()));
    }
}
