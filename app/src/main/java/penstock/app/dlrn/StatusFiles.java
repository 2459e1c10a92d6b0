package penstock.app.dlrn;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import penstock.app.web.Pages;
import penstock.dlrn.Refused;
import penstock.engine.dlrn.BuiltCommits;
import penstock.engine.dlrn.Tables;
import penstock.engine.port.OutsideFailure;
import penstock.repo.VersionsCsv;

/** What DLRN writes beside its repositories about the state of the line, and its figures. Pages lead to those of the factory. */
final class StatusFiles {
    private static final String HEADER = "Project,Source Sha,Dist Sha,Extended Sha,Status,Timestamp,Packages\n";

    private final Builders builders;
    private final Tables tables;
    private final BuiltCommits commits;
    private final ExpositionFormats formats = ExpositionFormats.init();

    StatusFiles(Builders builders, Tables tables, BuiltCommits commits) {
        this.builders = builders;
        this.tables = tables;
        this.commits = commits;
    }

    /** {@code status_report.csv}: the newest build of each package. */
    void report(Context context) throws Refused, OutsideFailure {
        String rows = tables.newest(builders.line(context)).stream()
                .map(StatusFiles::row)
                .collect(Collectors.joining());
        context.contentType("text/csv; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .result(HEADER + rows);
    }

    private static String row(Tables.CommitRow one) {
        String packages = one.more().map(Tables.More::artifacts).orElse("").replace(',', '|');
        return Stream.of(
                        one.name(),
                        one.commit().source(),
                        one.commit().distgit(),
                        VersionsCsv.orNone(one.commit().extended()),
                        one.status(),
                        one.built()
                                .map(at -> Long.toString(at.getEpochSecond()))
                                .orElse("None"),
                        VersionsCsv.orNone(packages))
                .map(VersionsCsv::quoted)
                .collect(Collectors.joining(",", "", "\n"));
    }

    void statusPage(Context context) throws Refused, OutsideFailure {
        context.redirect(packages(context), HttpStatus.FOUND);
    }

    void queuePage(Context context) throws Refused, OutsideFailure {
        context.redirect(packages(context) + "?show=behind", HttpStatus.FOUND);
    }

    private String packages(Context context) throws Refused, OutsideFailure {
        return "/-/lines/" + Pages.address(builders.line(context)) + "/packages";
    }

    void buildsPage(Context context) throws Refused, OutsideFailure {
        builders.line(context);
        context.redirect("/api-" + context.pathParam("builder") + "/api/report.html", HttpStatus.FOUND);
    }

    /** As DLRN counts them: all builds that there are, by how they ended. */
    void figures(Context context) throws Refused, OutsideFailure, IOException {
        String line = builders.line(context);
        BuiltCommits.Totals totals = commits.totals(line);
        String address = builders.settings().address(line, "");
        MetricSnapshots all = MetricSnapshots.of(
                counter("dlrn_builds_succeeded", "Total number of successful builds", address, totals.succeeded()),
                counter("dlrn_builds_failed", "Total number of failed builds", address, totals.failed()),
                counter("dlrn_builds_retry", "Total number of builds in retry state", address, totals.again()),
                counter(
                        "dlrn_builds",
                        "Total number of builds",
                        address,
                        (totals.succeeded() + totals.failed() + totals.again())));
        var writer = formats.findWriter(context.header("Accept"));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        writer.write(answer, all);
        context.contentType(writer.getContentType())
                .header("Cache-Control", "no-store")
                .result(answer.toByteArray());
    }

    private static CounterSnapshot counter(String name, String help, String address, double value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of("baseurl", address))
                        .build())
                .build();
    }
}
