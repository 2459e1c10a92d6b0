package penstock.require.answer;

import java.util.List;
import penstock.require.spec.LineEdit;

/** What one requirement means for a package. */
public sealed interface Answer {
    /** Why nothing has to be done. */
    enum Why {
        /** The spec states it, and it is there. */
        STATED,
        /** Its marker or profile is not true for the target. */
        DOES_NOT_APPLY,
        /** It is only a limit, or in a file that is no part of the package. */
        NOT_NEEDED,
        /** Packages do without it: the target's list, or the spec itself takes it out. */
        LEFT_OUT,
        /** The spec makes no package that would need it, or runs nothing that does. */
        NO_PLACE,
        /** It comes along with what is always required. */
        IMPLIED,
        /** A package of the distribution, and the distribution has it. */
        PROVIDED
    }

    /** Nothing has to be done. */
    record Fine(Why why, List<Integer> lines) implements Answer {
        public Fine {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Nothing has to be done: rpm's generator takes it from upstream's own metadata.
     *
     * @param line of the spec that has it so; 0 where the target does by itself
     */
    record FineBecauseGenerated(int line) implements Answer {}

    /** It is provided; the spec must be edited. */
    record SpecMustChange(List<LineEdit> edits) implements Answer {
        public SpecMustChange {
            edits = List.copyOf(edits);
        }
    }

    /**
     * All that is provided is too old.
     *
     * @param offers what there is, the newest first
     * @param heldBackBy packages that do not take what is asked for, so that it can't simply be raised
     * @param remedy what would help, as a sentence without a full stop
     * @param edits of the spec, once it is there
     */
    record TooOld(List<Offer> offers, List<Requirer> heldBackBy, String remedy, List<LineEdit> edits)
            implements Answer {
        public TooOld {
            offers = List.copyOf(offers);
            heldBackBy = List.copyOf(heldBackBy);
            edits = List.copyOf(edits);
        }
    }

    /**
     * Nobody provides it.
     *
     * @param rpm what it would be called
     * @param skeleton a spec to begin with, with all that is known
     * @param edits of the spec, once it is there
     */
    record NotPackaged(String rpm, String skeleton, List<LineEdit> edits) implements Answer {
        public NotPackaged {
            edits = List.copyOf(edits);
        }
    }

    /**
     * What is provided is not what upstream takes, or others don't take what upstream needs.
     *
     * @param refused versions that are provided and that upstream excludes, such as too new ones
     * @param refusing packages whose own bounds exclude what upstream needs
     */
    record InConflict(List<Offer> refused, List<Requirer> refusing, List<LineEdit> edits) implements Answer {
        public InConflict {
            refused = List.copyOf(refused);
            refusing = List.copyOf(refusing);
            edits = List.copyOf(edits);
        }
    }

    /** How the spec has to be edited; empty when it may stay. */
    default List<LineEdit> lineEdits() {
        return switch (this) {
            case Fine _, FineBecauseGenerated _ -> List.of();
            case SpecMustChange(List<LineEdit> edits) -> edits;
            case TooOld old -> old.edits();
            case NotPackaged missing -> missing.edits();
            case InConflict conflict -> conflict.edits();
        };
    }

    /** Whether nothing has to be done. */
    default boolean isFine() {
        return this instanceof Fine || this instanceof FineBecauseGenerated;
    }
}
