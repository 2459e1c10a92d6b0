package penstock.engine.promote;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Evidence;
import penstock.promote.Inputs;
import penstock.promote.Rule;

/** How the candidates of labels stand now. Changes nothing. */
public final class Standings {
    /** The newest of each component, and as many older ones that may be ready. */
    private static final int CANDIDATES = 50;

    private final PromotionBook book;
    private final EvidenceBook evidence;
    private final InstantSource clock;

    public Standings(PromotionBook book, EvidenceBook evidence, InstantSource clock) {
        this.book = book;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** A choice among the candidates of each component, or among those of all components together, as the rule has it. */
    public List<Choice> of(String line, Rule rule) throws OutsideFailure {
        List<Choice> choices = new ArrayList<>();
        for (List<Candidate> candidates : book.candidates(line, rule, clock.instant(), CANDIDATES)) {
            Map<String, List<Evidence>> known =
                    evidence
                            .of(
                                    line,
                                    candidates.stream().map(Candidate::subject).toList())
                            .stream()
                            .collect(Collectors.groupingBy(Evidence::subject));
            Instant now = clock.instant();
            choices.add(Choice.of(candidates.stream()
                    .map(one -> new Inputs(rule, one, known.getOrDefault(one.subject(), List.of()), now))
                    .toList()));
        }
        return choices;
    }
}
