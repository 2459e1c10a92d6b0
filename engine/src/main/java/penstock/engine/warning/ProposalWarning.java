package penstock.engine.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.Forge;
import penstock.engine.port.OutsideFailure;
import penstock.problem.SourcePosition;
import penstock.warning.Look;
import penstock.warning.PackageWarnings;
import penstock.warning.PackageWarnings.Commits;
import penstock.warning.Shift;
import penstock.warning.Subject;
import penstock.warning.Unmet;
import penstock.warning.WarningNotice;
import penstock.warning.WarningStep;
import penstock.warning.WarningText;

/** Warns of what proposed changes would require, where they are reviewed and by mail: before they are on any branch. */
public final class ProposalWarning {
    private final Judge judge;
    private final WarningDesk desk;
    private final Forge forge;

    ProposalWarning(Judge judge, WarningDesk desk, Forge forge) {
        this.judge = judge;
        this.desk = desk;
        this.forge = forge;
    }

    /**
     * A look at a proposed change of a package's upstream: what it would make the line not meet is told to the maintainers, and said where it is
     * reviewed. Each patch set replaces what was said of the one before.
     */
    public void proposed(String line, Package pkg, Proposal proposal) throws OutsideFailure, InterruptedException {
        Optional<PackageWarnings> known = desk.book().find(line, pkg.project());
        Commit distgit = known.map(one -> one.latest().distgit())
                .orElseThrow(() -> new OutsideFailure(pkg.name() + " was not looked at in " + line + " yet", true));
        Commits commits = new Commits(proposal.commit(), distgit);
        List<Shift> shifts = judge.changes()
                .between(pkg, proposal.base(), proposal.commit())
                .orElseThrow(() -> new OutsideFailure("the base of " + proposal.address() + " is not there", true));
        Set<Subject> changed = shifts.stream().map(Shift::subject).collect(Collectors.toSet());
        List<Unmet> brought = changed.isEmpty()
                ? List.of()
                : judge.unmet(line, pkg, commits).stream()
                        .filter(one -> changed.contains(one.subject()) && one.meaning() != Unmet.Meaning.MAY_GO)
                        .toList();
        take(line, pkg, new Look(pkg, commits, proposal.address(), brought, shifts));
    }

    /** A proposed change was given up. */
    public void givenUp(String line, Package pkg, Proposal proposal) throws OutsideFailure, InterruptedException {
        Optional<PackageWarnings> known = desk.book().find(line, pkg.project());
        if (known.isPresent()) {
            Commits commits =
                    new Commits(proposal.commit(), known.get().latest().distgit());
            take(line, pkg, new Look(pkg, commits, proposal.address(), List.of(), List.of()));
        }
    }

    private void take(String line, Package pkg, Look look) throws OutsideFailure, InterruptedException {
        List<OutsideFailure> failures = new ArrayList<>();
        desk.alone(line, pkg, before -> {
            WarningStep.Told step = desk.step(before.orElseThrow(), look);
            try {
                // The comments first: they may be made twice, and once this is kept nobody would make them.
                for (WarningNotice notice : step.notices()) {
                    forge.comment(look.change(), comment(notice));
                }
                desk.keep(step);
            } catch (OutsideFailure e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private static Forge.Comment comment(WarningNotice notice) {
        Unmet unmet = notice.warning().unmet();
        SourcePosition at =
                unmet.where().isEmpty() ? SourcePosition.of("") : unmet.where().getFirst();
        boolean over = notice.kind() == WarningNotice.Kind.WITHDRAWN;
        // A Python project and a Puppet module may have one name.
        String key = String.join(
                " ",
                notice.line(),
                notice.pkg().project(),
                unmet.subject().ecosystem().name().toLowerCase(Locale.ROOT),
                unmet.subject().name());
        return new Forge.Comment(key, over ? "" : at.file(), over ? 0 : at.line(), WarningText.comment(notice), over);
    }
}
