package penstock.line;

import java.time.Instant;
import java.util.Optional;
import penstock.repo.RepoLayout;

/** Lets labels follow snapshots, each label one move at a time, so that two moves can't overtake one another. */
final class Labels {
    private Labels() {}

    static void want(Draft draft, SnapshotRef ref, String name) {
        ComponentState component = draft.component(ref.component());
        ComponentState.Label label = label(component, name);
        if (label.moving().isPresent()) {
            draft.put(component, name, new ComponentState.Label(label.at(), label.moving(), Optional.of(ref)));
        } else {
            point(draft, component, name, label, ref, 1);
        }
    }

    static void pointed(Draft draft, Order.Point order, Optional<String> aggregate) {
        ComponentState component = draft.component(order.ref().component());
        ComponentState.Label label = label(component, order.label());
        if (!mine(label, order)) {
            return;
        }
        ComponentState.Label at =
                new ComponentState.Label(Optional.of(order.ref()), Optional.empty(), Optional.empty());
        if (label.wanted().isPresent()) {
            point(draft, component, order.label(), at, label.wanted().orElseThrow(), 1);
        } else {
            draft.put(component, order.label(), at);
        }
        draft.shows(component.component(), order.label(), aggregate);
    }

    /**
     * What passes is waited for as long as it lasts: a full disk fails no snapshot. After what does not, the label goes on to what it was to show
     * next, or stays where it is until the next snapshot.
     */
    static void notPointed(Draft draft, Order.Point order, boolean retryable) {
        ComponentState component = draft.component(order.ref().component());
        ComponentState.Label label = label(component, order.label());
        if (!mine(label, order)) {
            return;
        }
        ComponentState.Moving moving = label.moving().orElseThrow();
        ComponentState.Label still = new ComponentState.Label(label.at(), Optional.empty(), Optional.empty());
        if (retryable) {
            Instant again = draft.now.plus(draft.settings.wait(moving.attempt()));
            draft.wake(again, Board.Due.Kind.LABEL, component.component() + " " + order.label());
            ComponentState.Moving next = new ComponentState.Moving(
                    Optional.empty(), label.wanted().orElse(moving.to()), moving.attempt() + 1, again);
            draft.put(
                    component,
                    order.label(),
                    new ComponentState.Label(label.at(), Optional.of(next), Optional.empty()));
        } else if (label.wanted().isPresent()) {
            point(draft, component, order.label(), still, label.wanted().orElseThrow(), 1);
        } else {
            draft.put(component, order.label(), still);
        }
    }

    /** Whether {@code current} of a component is on its way, and will go on from there to something newer. */
    static boolean isBehind(Draft draft) {
        return draft.components.keys().stream()
                .map(name -> label(draft.component(name), RepoLayout.CURRENT))
                .anyMatch(label -> label.wanted().isPresent()
                        && label.moving().flatMap(ComponentState.Moving::order).isPresent());
    }

    /** Every label of a component stays where it is. */
    static void rest(Draft draft, ComponentState component) {
        for (String name : component.labels().keys()) {
            ComponentState.Label label = label(component, name);
            if (label.moving().isPresent()) {
                ComponentState now = draft.component(component.component());
                draft.put(now, name, new ComponentState.Label(label.at(), Optional.empty(), Optional.empty()));
            }
        }
    }

    /** A wait of a label is over. */
    static void due(Draft draft, String name) {
        int space = name.indexOf(' ');
        ComponentState component = draft.component(name.substring(0, space));
        String labelName = name.substring(space + 1);
        ComponentState.Label label = label(component, labelName);
        label.moving().filter(moving -> moving.order().isEmpty()).ifPresent(moving -> {
            if (draft.over(moving.notBefore())) {
                point(draft, component, labelName, label, label.wanted().orElse(moving.to()), moving.attempt());
            } else {
                draft.wake(moving.notBefore(), Board.Due.Kind.LABEL, name);
            }
        });
    }

    private static void point(
            Draft draft,
            ComponentState component,
            String name,
            ComponentState.Label label,
            SnapshotRef to,
            int attempt) {
        String id = draft.newId();
        draft.orders.add(new Order.Point(id, name, to));
        ComponentState.Moving moving = new ComponentState.Moving(Optional.of(id), to, attempt, draft.now);
        draft.put(component, name, new ComponentState.Label(label.at(), Optional.of(moving), Optional.empty()));
    }

    private static boolean mine(ComponentState.Label label, Order.Point order) {
        return label.moving()
                .flatMap(ComponentState.Moving::order)
                .filter(order.id()::equals)
                .isPresent();
    }

    private static ComponentState.Label label(ComponentState component, String name) {
        return component.labels().get(name).orElse(ComponentState.Label.NEW);
    }
}
