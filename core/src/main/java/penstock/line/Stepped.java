package penstock.line;

import java.util.List;

/**
 * What a step came to.
 *
 * @param next the new state
 * @param orders to be carried out once the state is stored
 * @param changes the rows that are not as they were, each once, with their new content
 */
public record Stepped(LineState next, List<Order> orders, List<Change> changes) {
    public Stepped {
        orders = List.copyOf(orders);
        changes = List.copyOf(changes);
    }

    /** Whether there is anything to store or to do. */
    public boolean idle() {
        return orders.isEmpty() && changes.isEmpty();
    }
}
