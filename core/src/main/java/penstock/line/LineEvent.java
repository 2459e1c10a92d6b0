package penstock.line;

import java.util.List;
import java.util.Optional;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.follow.Finding;

/** Something that happened to a line. */
public sealed interface LineEvent {
    /** The line's packages as they are configured now, in the distribution's order. The line is followed from now on. */
    record Configured(List<Package> packages) implements LineEvent {
        public Configured {
            packages = List.copyOf(packages);
        }
    }

    /**
     * A pass has begun that will end in a {@link Found} for each of these projects. Until those of them that were never looked at
     * are, nothing is built, since nobody knows yet what is to be built first.
     */
    record Looking(List<String> projects) implements LineEvent {
        public Looking {
            projects = List.copyOf(projects);
        }
    }

    /**
     * One package was looked at.
     *
     * @param as how it was configured when the look began; empty when that can't be another way than now
     */
    record Found(Finding finding, Optional<Package> as) implements LineEvent {
        public Found(Finding finding) {
            this(finding, Optional.empty());
        }
    }

    /** A person wants a package built, whether it was before or not. */
    record Asked(String project, Commit source, Commit distgit, BuildOptions options) implements LineEvent {}

    /** A label is to be promoted. */
    record Promoting(Promotion promotion) implements LineEvent {}

    /** What an operator decides. It may be taken while nothing runs the line, see {@link Decisions}. */
    sealed interface Decided extends LineEvent {}

    /**
     * These packages are not followed for now.
     *
     * @param projects empty for the whole line, with packages that come later; those not known, or paused already, are left alone
     * @param by who wants it
     * @param reason may be empty
     */
    record Paused(List<String> projects, String by, String reason) implements Decided {
        public Paused {
            projects = List.copyOf(projects);
        }
    }

    /**
     * These packages are followed again, if their line is.
     *
     * @param projects empty for the line; packages that are paused by themselves stay so
     */
    record Resumed(List<String> projects) implements Decided {
        public Resumed {
            projects = List.copyOf(projects);
        }
    }

    /** The factory does not follow this line any more. A new {@link Configured} takes it up again. */
    record Unfollowed() implements Decided {}

    /**
     * What is gone may be forgotten; what is not gone is left alone.
     *
     * @param projects empty for the whole line, its history and its labels excepted
     */
    record Removed(List<String> projects) implements Decided {
        public Removed {
            projects = List.copyOf(projects);
        }
    }

    /** How an order ended that was carried out. */
    sealed interface Done extends LineEvent {
        Order order();
    }

    record SpecRead(Order.ReadSpec order, SpecFacts facts) implements Done {}

    record Built(Order.Build order, BuildOutcome outcome) implements Done {}

    record Published(Order.Publish order) implements Done {}

    /** @param aggregate names what the label shows of all components together ({@link penstock.repo.Aggregate}); empty without components */
    record Pointed(Order.Point order, Optional<String> aggregate) implements Done {
        public Pointed(Order.Point order) {
            this(order, Optional.empty());
        }
    }

    /** @param aggregate as of {@link Pointed} */
    record Promoted(Order.Promote order, Optional<String> aggregate) implements Done {}

    /** An order could not be carried out. {@code message} says what was tried, on what, and how it failed. */
    record Failed(Order order, String message, boolean retryable) implements Done {}

    /**
     * No build begins from now on, and those that run go on.
     *
     * @param why what is lacking, in words; empty when builds may begin again
     */
    record Held(Optional<String> why) implements LineEvent {}

    /** Nothing else happened, but a wait may be over. */
    record TimePassed() implements LineEvent {}
}
