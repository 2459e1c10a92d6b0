package penstock.engine.access;

import java.util.List;
import java.util.function.Function;
import penstock.engine.port.OutsideFailure;

/**
 * Does what people and machines ask for with the record of it: that it was asked for before it is carried out, and what came of it after.
 * What can't be recorded is not done.
 */
public final class OnRecord {
    private static final int SHOWN = 500;
    private static final String DONE = "done";

    private final AuditTrail audit;

    public OnRecord(AuditTrail audit) {
        this.audit = audit;
    }

    /** What is put on record with its outcome. */
    public interface Work<T> {
        T run() throws OutsideFailure, InterruptedException;
    }

    /**
     * @param action in a few words
     * @param target what it is about
     * @param said what the record says of a result beside that it is done; may be empty
     */
    public <T> T done(Actor actor, String action, String target, Work<T> work, Function<T, String> said)
            throws OutsideFailure, InterruptedException {
        return ended(actor, action, target, work, result -> {
            String more = said.apply(result);
            return more.isEmpty() ? DONE : DONE + ": " + more;
        });
    }

    /** @param work gives what could not be done, and why */
    public List<String> tried(Actor actor, String action, String target, Work<List<String>> work)
            throws OutsideFailure, InterruptedException {
        return ended(actor, action, target, work, OnRecord::outcome);
    }

    private <T> T ended(Actor actor, String action, String target, Work<T> work, Function<T, String> outcome)
            throws OutsideFailure, InterruptedException {
        String entry = audit.asked(actor, action, cut(target));
        T result;
        try {
            result = work.run();
        } catch (OutsideFailure | InterruptedException | RuntimeException e) {
            audit.ended(entry, cut("failed: " + e.getMessage()));
            throw e;
        }
        audit.ended(entry, cut(outcome.apply(result)));
        return result;
    }

    /** What is carried out elsewhere. */
    void noted(Actor actor, String action, String target) throws OutsideFailure {
        audit.ended(audit.asked(actor, action, cut(target)), DONE);
    }

    /** What is not carried out, and why. */
    void refused(Actor actor, String action, String target, List<String> why) throws OutsideFailure {
        audit.ended(audit.asked(actor, action, cut(target)), cut("refused: " + outcome(why)));
    }

    private static String outcome(List<String> problems) {
        return problems.isEmpty() ? DONE : String.join("; ", problems);
    }

    /** What others wrote is recorded up to a length; the rest is not worth a row of any size. */
    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
    }
}
