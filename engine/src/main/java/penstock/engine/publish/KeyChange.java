package penstock.engine.publish;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.port.OutsideFailure;

/** What an operator does with the keys; only the owner of the data folder carries it out. */
public sealed interface KeyChange {
    /**
     * @param told gets what was done
     * @return what could not be done, and why; empty when all was
     */
    List<String> apply(SigningKeys keys, Consumer<String> told) throws OutsideFailure;

    record Rotate() implements KeyChange {
        @Override
        public List<String> apply(SigningKeys keys, Consumer<String> told) throws OutsideFailure {
            told.accept(signs(keys.rotate()));
            return List.of();
        }
    }

    /** @param armoured the private key's text; it never shows in a message or log */
    record Add(String armoured) implements KeyChange {
        @Override
        public List<String> apply(SigningKeys keys, Consumer<String> told) throws OutsideFailure {
            return switch (keys.add(armoured)) {
                case SigningKeys.Imported.Added(SigningKey key) -> {
                    told.accept(signs(key));
                    yield List.of();
                }
                case SigningKeys.Imported.Refused(String why, String hint) ->
                    List.of(hint.isEmpty() ? why : why + " (" + hint + ")");
            };
        }

        @Override
        public String toString() {
            return "Add[a private key]";
        }
    }

    record Retire(String fingerprint) implements KeyChange {
        @Override
        public List<String> apply(SigningKeys keys, Consumer<String> told) throws OutsideFailure {
            Optional<String> refused = keys.retire(fingerprint);
            if (refused.isEmpty()) {
                told.accept("key " + fingerprint + " is retired");
            }
            return refused.stream().toList();
        }
    }

    private static String signs(SigningKey key) {
        return "key " + key.fingerprint() + " (" + key.algorithm() + ", " + key.owner() + ") signs from now on";
    }
}
