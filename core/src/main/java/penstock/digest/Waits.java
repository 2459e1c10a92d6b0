package penstock.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import penstock.line.Excuse;
import penstock.promote.Choice;
import penstock.promote.Decision;
import penstock.promote.Inputs;
import penstock.warning.PackageWarnings;
import penstock.warning.Unmet;
import penstock.warning.Warning;

/**
 * Who waits for whom at a moment: labels for jobs, packages for maintainers who were told of requirements, packages for other packages.
 *
 * @param all in this order, those of a kind by how long they wait
 */
public record Waits(Instant at, List<Wait> all) {
    /** What moves on by itself sooner is no news. */
    private static final Duration LONG = Duration.ofHours(1);

    public Waits {
        all = List.copyOf(all);
    }

    /**
     * @param who a label or a package
     * @param whom jobs, addresses or packages; none when nobody in particular
     * @param words why, and what would help
     */
    public record Wait(String who, List<String> whom, Instant since, String words) {
        public Wait {
            whom = List.copyOf(whom);
        }
    }

    /**
     * @param labels the candidates of each label
     * @param packages by project, why each does not move on
     * @param warnings what is known of requirements
     */
    public static Waits of(
            Instant at, List<Choice> labels, SequencedMap<String, Excuse> packages, List<PackageWarnings> warnings) {
        List<Wait> all = new ArrayList<>();
        all.addAll(
                sorted(labels.stream().flatMap(choice -> label(choice).stream()).toList()));
        all.addAll(sorted(warnings.stream()
                .flatMap(known -> known.warnings().stream()
                        .filter(one -> one.told() && one.unmet().meaning() != Unmet.Meaning.MAY_GO)
                        .map(one -> requirement(known, one)))
                .toList()));
        all.addAll(sorted(packages.entrySet().stream()
                .filter(one -> !one.getValue().since().plus(LONG).isAfter(at))
                .map(one -> pkg(one.getKey(), one.getValue()))
                .toList()));
        return new Waits(at, all);
    }

    private static List<Wait> sorted(List<Wait> waits) {
        return waits.stream().sorted(Comparator.comparing(Wait::since)).toList();
    }

    /** The newest candidate, unless an older one goes its way. */
    private static Optional<Wait> label(Choice choice) {
        return choice.decided().stream()
                .findFirst()
                .filter(_ -> choice.promoted().isEmpty())
                .map(newest -> label(newest.inputs(), newest.decision().open()));
    }

    private static Wait label(Inputs inputs, List<Decision.Finding> open) {
        String component = inputs.candidate().parts().size() == 1
                ? inputs.candidate().parts().getFirst().component()
                : "";
        return new Wait(
                inputs.rule().label() + (component.isEmpty() ? "" : " (" + component + ")"),
                open.stream().map(Decision.Finding::what).toList(),
                open.stream()
                        .map(Decision.Finding::since)
                        .min(Comparator.naturalOrder())
                        .orElse(inputs.candidate().since()),
                open.stream()
                        .map(one -> one.words() + (one.help().isEmpty() ? "" : "; what helps: " + one.help()))
                        .collect(Collectors.joining("; ")));
    }

    private static Wait requirement(PackageWarnings known, Warning warning) {
        Unmet unmet = warning.unmet();
        String asks = unmet.requires().isEmpty() ? unmet.subject().name() : String.join(", ", unmet.requires());
        return new Wait(
                known.pkg().name(),
                known.pkg().maintainers(),
                warning.since(),
                "requires " + asks + ": " + unmet.meaning().words()
                        + (warning.proposed() ? ", once this is merged: " + warning.change() : ""));
    }

    private static Wait pkg(String project, Excuse excuse) {
        return new Wait(
                project,
                excuse.waitsFor(),
                excuse.since(),
                excuse.what() + (excuse.help().isEmpty() ? "" : "; what helps: " + excuse.help()));
    }
}
