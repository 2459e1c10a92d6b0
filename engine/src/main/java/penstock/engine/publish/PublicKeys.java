package penstock.engine.publish;

import java.util.List;
import penstock.engine.port.OutsideFailure;

/** Where clients find the keys that they are to accept: one file at a stable address of the published tree. */
public interface PublicKeys {
    /** Replaces what is published, atomically; durable when it returns. May be repeated. */
    void show(List<String> armoured) throws OutsideFailure;

    /** What is published now, whoever did it. */
    Shown shown() throws OutsideFailure;

    /**
     * @param place where, in an operator's words
     * @param text all keys, ASCII-armoured; empty when nothing is published
     */
    record Shown(String place, String text) {}
}
