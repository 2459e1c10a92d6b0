package penstock.engine.publish;

import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/**
 * The keys of a factory. The newest that is not dated in the future signs; the others are still accepted, until they are retired, because
 * published snapshots and the RPMs in them carry their signatures. A new key is published before it signs anything.
 */
public interface SigningKeys {
    /** The accepted keys, the one that signs first. */
    List<SigningKey> keys() throws OutsideFailure;

    /** Makes a key, which signs from now on. */
    SigningKey rotate() throws OutsideFailure;

    /**
     * Takes a key that was made elsewhere, which signs from now on.
     *
     * @param armoured one private key, ASCII-armoured
     */
    Imported add(String armoured) throws OutsideFailure;

    /**
     * No longer accepts a key: its private part is removed, its public part is no longer published.
     *
     * @return empty when it is done, else why it can't be: there is no such key, or it is the one that signs
     */
    Optional<String> retire(String fingerprint) throws OutsideFailure;

    sealed interface Imported {
        record Added(SigningKey key) implements Imported {}

        /** @param hint what to do about it */
        record Refused(String why, String hint) implements Imported {}
    }
}
