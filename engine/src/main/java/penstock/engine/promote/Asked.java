package penstock.engine.promote;

import java.util.List;

/** What became of something that was asked for. */
public sealed interface Asked {
    /** It was done. */
    record Done(PromotionBook.Entry entry) implements Asked {}

    /** It was not, and nothing moved. */
    record Refused(Why why, List<String> problems) implements Asked {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The kind of a refusal. */
    enum Why {
        /** The label can't be promoted at all. */
        LABEL,
        /** There is no such snapshot, or no such entry of the ledger. */
        UNKNOWN,
        /** It was removed since. */
        PURGED,
        /** It could not be carried out now. */
        FAILED
    }
}
