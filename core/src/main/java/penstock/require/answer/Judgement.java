package penstock.require.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import penstock.require.Ecosystem;
import penstock.require.Requirement;
import penstock.require.spec.LineEdit;

/** Whether what is provided will do. */
final class Judgement {
    private final Named named;
    private final Requirement requirement;
    private final Wanted wanted;
    private final Availability available;

    /** @param available what a build of the line sees */
    Judgement(Named named, Requirement requirement, Wanted wanted, Availability available) {
        this.named = named;
        this.requirement = requirement;
        this.wanted = wanted;
        this.available = available;
    }

    /** Empty when it is provided, and when nobody knows. */
    Optional<Answer> answer(List<LineEdit> edits) {
        if (!available.known()) {
            return Optional.empty();
        }
        List<Offer> offers = available.offers();
        if (offers.isEmpty()) {
            return Optional.of(new Answer.NotPackaged(named.rpm(), Skeleton.of(requirement, named), edits));
        }
        List<Offer> taken = offers.stream().filter(wanted::takes).toList();
        if (!taken.isEmpty()) {
            List<Requirer> refusing = fewestRefusing(taken);
            return refusing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Answer.InConflict(List.of(), refusing, edits));
        }
        if (offers.stream().allMatch(wanted::below)) {
            return Optional.of(new Answer.TooOld(offers, heldBackBy(), remedy(offers), edits));
        }
        List<Offer> refused = offers.stream().filter(one -> !wanted.below(one)).toList();
        return Optional.of(new Answer.InConflict(refused, List.of(), edits));
    }

    /** Those that do not live with the version that the fewest refuse. */
    private List<Requirer> fewestRefusing(List<Offer> taken) {
        return taken.stream()
                .map(offer -> available.requirers().stream()
                        .filter(one -> !Provided.admits(one, offer))
                        .toList())
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /** Those that would refuse the lowest version that upstream takes. */
    private List<Requirer> heldBackBy() {
        if (wanted.bounds().lower().isEmpty()) {
            return List.of();
        }
        penstock.version.Evr lowest =
                penstock.version.Evr.parse(wanted.evr(wanted.bounds().lower().get()));
        return available.requirers().stream()
                .filter(one -> !one.requirement().admits(this::isIt, lowest))
                .toList();
    }

    private boolean isIt(String name) {
        return named.aliases().contains(name)
                || (requirement.ecosystem() == Ecosystem.PYTHON
                        && Provided.key(name).equals(Provided.dist(requirement.name())));
    }

    private String remedy(List<Offer> offers) {
        String version = wanted.bounds().lower().map(bound -> bound.version()).orElse("");
        if (named.ours().isPresent()) {
            return named.ours().get().name() + " is built by the line: build " + version + " of it or newer"
                    + (named.ours().get().source().pinned()
                            ? " (it is pinned to " + named.ours().get().source().ref() + ")"
                            : "");
        }
        return "have " + offers.getFirst().provider().name() + " " + version + " or newer in "
                + offers.getFirst().repository();
    }
}
