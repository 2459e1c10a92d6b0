package penstock.warning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import penstock.warning.WarningNotice.Kind;

/**
 * What a look at a package's requirements changes in what is known, and who is told. By whether there was a warning, whether the requirement is
 * unmet now, and whether upstream changed it since the look before:
 *
 * <pre>
 *   before   unmet  upstream changed it
 *   -        yes    yes                   opened, and told
 *   -        yes    no, or first look     shown, and told to nobody: it stood there, or the packaging or what is provided made it so
 *   shown    yes    yes                   told now
 *   told     yes    yes                   told as an update, when it asks for something else
 *   any      yes    no                    the answer is brought up to date, silently
 *   told     no     yes, and may so       withdrawn, and told so
 *                   have ended it
 *   any      no     otherwise             over, silently: who mended it knows
 * </pre>
 *
 * A proposed change has warnings of its own, by the same rules. When it is on the branch, the branch's warning takes over from it, so that it
 * is told as an update.
 */
public final class WarningStep {
    private static final Comparator<Warning> ORDER =
            Comparator.comparing(Warning::change).thenComparing(Warning::subject);

    private final PackageWarnings before;
    private final Look look;
    private final Instant now;
    private final List<Warning> next = new ArrayList<>();
    private final List<WarningNotice> notices = new ArrayList<>();
    private final SortedMap<Subject, Shift> shifts = new TreeMap<>();
    /** Of proposed changes, that are the branch's now. */
    private final List<Warning> landed = new ArrayList<>();

    private WarningStep(PackageWarnings before, Look look, Instant now) {
        this.before = before;
        this.look = look;
        this.now = now;
        look.shifts().forEach(shift -> shifts.put(shift.subject(), shift));
    }

    /**
     * @param next what is known from now on
     * @param notices who is told what, by subject
     */
    public record Told(PackageWarnings next, List<WarningNotice> notices) {
        public Told {
            notices = List.copyOf(notices);
        }
    }

    /** @param thread names that no other warning has, for those that are opened */
    public static Told step(PackageWarnings before, Look look, Instant now, Supplier<String> thread) {
        return new WarningStep(before, look, now).told(thread);
    }

    private Told told(Supplier<String> thread) {
        SortedMap<Subject, Warning> known = new TreeMap<>();
        Map<Subject, Warning> elsewhere = new TreeMap<>();
        for (Warning warning : before.warnings()) {
            (warning.change().equals(look.change()) ? known : elsewhere).put(warning.subject(), warning);
        }
        for (Unmet unmet : look.unmet()) {
            Optional<Warning> was = Optional.ofNullable(known.remove(unmet.subject()));
            if (was.isPresent()) {
                landed(elsewhere, unmet);
                goOn(was.get(), unmet);
            } else {
                open(unmet, landed(elsewhere, unmet), thread);
            }
        }
        known.values().forEach(this::end);
        next.addAll(before.warnings().stream()
                .filter(one -> !one.change().equals(look.change()) && !landed.contains(one))
                .toList());
        next.sort(ORDER);
        return new Told(after(), notices);
    }

    /** The warning of a proposed change that asks for the same: it is on the branch now. */
    private Optional<Warning> landed(Map<Subject, Warning> elsewhere, Unmet unmet) {
        Optional<Warning> proposed = Optional.ofNullable(elsewhere.get(unmet.subject()))
                .filter(one -> look.change().isEmpty() && one.unmet().requires().equals(unmet.requires()));
        proposed.ifPresent(landed::add);
        return proposed;
    }

    private void open(Unmet unmet, Optional<Warning> proposed, Supplier<String> thread) {
        Optional<Shift> why = shift(unmet.subject());
        boolean news = why.isPresent()
                && (before.judged().isPresent() || !look.change().isEmpty());
        Warning opened = new Warning(
                unmet,
                look.change(),
                why.filter(_ -> news).stream().toList(),
                news,
                now,
                now,
                proposed.map(Warning::thread).orElseGet(thread));
        next.add(opened);
        if (news) {
            tell(proposed.filter(Warning::told).isPresent() ? Kind.UPDATED : Kind.OPENED, opened, why);
        }
    }

    private void goOn(Warning was, Unmet unmet) {
        Optional<Shift> why = shift(unmet.subject());
        boolean news = why.isPresent() && !(was.told() && was.unmet().requires().equals(unmet.requires()));
        List<Shift> all = new ArrayList<>(was.shifts());
        why.ifPresent(all::add);
        Warning goesOn = new Warning(
                unmet,
                was.change(),
                all,
                was.told() || news,
                was.since(),
                was.unmet().equals(unmet) ? was.changed() : now,
                was.thread());
        next.add(goesOn);
        if (news) {
            tell(was.told() ? Kind.UPDATED : Kind.OPENED, goesOn, why);
        }
    }

    private void end(Warning was) {
        Optional<Shift> why = shift(was.subject());
        // Who reviews a proposed change is told in any case. What it no longer asks for it has not changed.
        if (was.told()
                && (was.proposed()
                        || why.filter(shift -> shift.mayEnd(was.unmet().meaning()))
                                .isPresent())) {
            tell(Kind.WITHDRAWN, was, why);
        }
    }

    private Optional<Shift> shift(Subject subject) {
        return Optional.ofNullable(shifts.get(subject));
    }

    private void tell(Kind kind, Warning warning, Optional<Shift> why) {
        notices.add(new WarningNotice(kind, before.line(), look.pkg(), look.commits(), warning, why));
    }

    private PackageWarnings after() {
        boolean branch = look.change().isEmpty();
        return new PackageWarnings(
                before.line(),
                look.pkg(),
                branch ? Optional.of(look.commits()) : before.judged(),
                branch ? look.commits() : before.latest(),
                branch ? "" : before.problem(),
                next);
    }
}
