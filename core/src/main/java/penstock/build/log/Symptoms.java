package penstock.build.log;

import java.util.List;
import penstock.build.Cause;
import penstock.build.Step;

/** Which symptoms are looked for in a step, in the order in which they are believed. */
final class Symptoms {
    private Symptoms() {}

    /** Fresh symptoms for a step. */
    static List<Symptom> of(Step step, int specLinesBefore) {
        return switch (step) {
            case SPEC, SRPM -> List.of(missingSource(), new SpecSymptom(specLinesBefore));
            case DOWNLOAD -> List.of(download(), new CommandSymptom());
            case BUILD_REQUIRES -> List.of(conflict(), download(), new CommandSymptom());
            case PREP -> List.of(new PatchSymptom(), missingPatch(), missingSource(), new CommandSymptom());
            case CHECK -> List.of(new TestSymptom(), new CommandSymptom());
            case FILES -> List.of(new FilesSymptom(), new CommandSymptom());
            case PACKAGE_INSTALL -> List.of(fileConflict(), conflict(), scriptlet(), download(), new CommandSymptom());
            case SOURCE, MODULE, BUILD, INSTALL, PUBLISH -> List.of(new CommandSymptom());
        };
    }

    private static Symptom missingPatch() {
        return new LineSymptom(
                "Cannot read ",
                "^Cannot read (?:\\S*/)?(\\S+)$",
                m -> new Cause.BadSource("the patch " + m.group(1)
                        + " is not in the packaging repository: add it, or take its Patch line out of the spec"));
    }

    private static Symptom missingSource() {
        return new LineSymptom(
                "No such file or directory",
                "^error: (?:Bad (?:source|file): |File )(?:\\S*/)?([^\\s/:]+): No such file or directory$",
                m -> new Cause.BadSource("the spec's source " + m.group(1)
                        + " is not in the packaging repository and was not downloaded"));
    }

    private static Symptom fileConflict() {
        return new LineSymptom(
                "conflicts between attempted installs",
                "(file \\S+ conflicts between attempted installs of .*)$",
                m -> new Cause.Conflict(m.group(1)));
    }

    private static Symptom conflict() {
        return new LineSymptom(
                "package ",
                "(package \\S+ (?:from \\S+ )?(?:conflicts with|obsoletes) .*)$",
                m -> new Cause.Conflict(m.group(1)));
    }

    private static Symptom scriptlet() {
        return new LineSymptom(
                "scriptlet failed",
                "(%\\w+\\(\\S+\\) scriptlet failed, (?:exit status|signal) \\d+)",
                m -> new Cause.CommandFailed(m.group(1)));
    }

    private static Symptom download() {
        return new LineSymptom(
                "rror",
                "(?:Curl error \\(\\d+\\): (?<message>.*?) for (?<url>\\S+)"
                        + "|Failed to download metadata for repo '(?<repo>[^']*)': (?<why>.*))",
                m -> m.group("url") != null
                        ? new Cause.Download(m.group("url"), m.group("message"))
                        : new Cause.Download(m.group("repo"), m.group("why")));
    }
}
