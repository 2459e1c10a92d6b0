package penstock.line;

import java.util.Optional;

/** Promotes labels. A promotion that fails leaves the label where it was in each component, and is not tried again here. */
final class Promotions {
    private Promotions() {}

    static void begin(Draft draft, Promotion promotion) {
        boolean moving = promotion.parts().stream()
                .anyMatch(part -> label(draft, promotion, part).moving().isPresent());
        if (moving) {
            refuse(draft, promotion, "another promotion is moving " + promotion.label() + " just now");
            return;
        }
        String id = draft.newId();
        draft.orders.add(new Order.Promote(id, promotion));
        for (SnapshotRef part : promotion.parts()) {
            ComponentState.Moving to = new ComponentState.Moving(Optional.of(id), part, 1, draft.now);
            put(
                    draft,
                    promotion,
                    part,
                    new ComponentState.Label(label(draft, promotion, part).at(), Optional.of(to), Optional.empty()));
        }
    }

    static void done(Draft draft, Order.Promote order, Optional<String> aggregate) {
        Promotion promotion = order.promotion();
        if (isMine(draft, order)) {
            draft.changed("promotion " + promotion.id(), new Change.Promoted(promotion, aggregate));
            for (SnapshotRef part : promotion.parts()) {
                put(
                        draft,
                        promotion,
                        part,
                        new ComponentState.Label(Optional.of(part), Optional.empty(), Optional.empty()));
                draft.shows(part.component(), promotion.label(), aggregate);
            }
        }
    }

    static void failed(Draft draft, Order.Promote order, String message) {
        Promotion promotion = order.promotion();
        if (isMine(draft, order)) {
            for (SnapshotRef part : promotion.parts()) {
                put(
                        draft,
                        promotion,
                        part,
                        new ComponentState.Label(
                                label(draft, promotion, part).at(), Optional.empty(), Optional.empty()));
            }
            refuse(draft, promotion, message);
        }
    }

    private static void refuse(Draft draft, Promotion promotion, String why) {
        draft.changed("promotion " + promotion.id(), new Change.NotPromoted(promotion, why));
    }

    /** Whether the labels still wait for it: not when their line was removed meanwhile. */
    private static boolean isMine(Draft draft, Order.Promote order) {
        return order.promotion().parts().stream()
                .allMatch(part -> label(draft, order.promotion(), part)
                        .moving()
                        .flatMap(ComponentState.Moving::order)
                        .filter(order.id()::equals)
                        .isPresent());
    }

    private static ComponentState.Label label(Draft draft, Promotion promotion, SnapshotRef part) {
        return draft.component(part.component()).labels().get(promotion.label()).orElse(ComponentState.Label.NEW);
    }

    private static void put(Draft draft, Promotion promotion, SnapshotRef part, ComponentState.Label label) {
        draft.put(draft.component(part.component()), promotion.label(), label);
    }
}
