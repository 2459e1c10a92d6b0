package penstock.engine.build;

import java.util.ArrayList;
import java.util.List;
import penstock.build.BuildOptions;
import penstock.build.Cause;
import penstock.build.ExpandedSpec;
import penstock.build.SpecEdit;
import penstock.build.Step;
import penstock.engine.port.OutsideFailure;
import penstock.problem.Problem;

/** Brings a spec and its source archive together: edits the spec, and packs the archive with the top folder that it expects. */
final class SpecPreparation {
    private final SourceTree source;
    private final Packaging packaging;
    private final String release;

    /**
     * @param release for {@code Release:}, without {@code %{?dist}}
     */
    SpecPreparation(SourceTree source, Packaging packaging, String release) {
        this.source = source;
        this.packaging = packaging;
        this.release = release;
    }

    /** The archive's file name. It carries the release, so that two builds never mean two files of one name. */
    String archive() {
        return source.name() + "-" + source.version().upstreamVersion() + "-" + release + ".tar.gz";
    }

    Attempt<SpecEdit.Edited> edit(BuildOptions options, BuildLog log) throws OutsideFailure {
        SpecEdit.Edited edited = SpecEdit.apply(
                packaging.specName(),
                packaging.spec(),
                new SpecEdit.Values(
                        source.version().version(),
                        source.version().upstreamVersion(),
                        release,
                        archive(),
                        options.withTests()));
        for (Problem problem : edited.problems()) {
            log.say(problem.toString());
        }
        return edited.usable()
                ? Attempt.done(edited)
                : Attempt.stopped(
                        Step.SPEC,
                        edited.problems().stream()
                                .filter(Problem::isError)
                                .findFirst()
                                .<Cause>map(p -> new Cause.SpecSyntax(p.message() + "; " + p.hint(), p.at().line()))
                                .orElseThrow());
    }

    /**
     * Packs the archive, when the spec has a {@code Source0}.
     *
     * @param expanded from {@code rpmspec -P}
     */
    Attempt<SourcesFolder> writeArchive(String expanded, SourcesFolder sources, BuildLog log)
            throws OutsideFailure, InterruptedException {
        ExpandedSpec spec = ExpandedSpec.of(expanded);
        List<ExpandedSpec.Source> named = new ArrayList<>(spec.sources());
        named.addAll(spec.patches());
        for (ExpandedSpec.Source wanted : named) {
            if (wanted.isRemote() && !sources.has(wanted.file())) {
                return Attempt.stopped(
                        Step.DOWNLOAD,
                        new Cause.Download(
                                wanted.location(),
                                "a build has no network; commit the file to the packaging repository"));
            }
        }
        boolean wanted = spec.sources().stream().anyMatch(s -> s.file().equals(archive()));
        if (!wanted) {
            log.say("the spec has no Source0; no source archive is made");
            return Attempt.done(sources);
        }
        String top = spec.folder().orElse(source.name() + "-" + source.version().upstreamVersion());
        log.say("source archive " + archive() + ", top folder " + top);
        return sources.writeArchive(source, top, archive());
    }
}
