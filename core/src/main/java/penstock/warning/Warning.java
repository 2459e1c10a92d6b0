package penstock.warning;

import java.time.Instant;
import java.util.List;

/**
 * What is known of an unmet requirement.
 *
 * @param change the address of the proposed change that asks for it; empty when the branch does
 * @param shifts what made it so since it was opened, oldest first; of what stood there before it was watched there are none
 * @param told whether it is news, of which maintainers are told where anybody is told; what is none is only shown
 * @param thread what all messages of it have in common
 */
public record Warning(
        Unmet unmet, String change, List<Shift> shifts, boolean told, Instant since, Instant changed, String thread) {
    /** Older ones are dropped from what is kept: upstream may go back and forth for years. */
    private static final int MOST_SHIFTS = 10;

    public Warning {
        shifts = List.copyOf(shifts.subList(Math.max(0, shifts.size() - MOST_SHIFTS), shifts.size()));
    }

    public Subject subject() {
        return unmet.subject();
    }

    public boolean proposed() {
        return !change.isEmpty();
    }
}
