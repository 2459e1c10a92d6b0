package penstock.engine.notify;

import java.time.Instant;
import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.notice.BuildEnd;
import penstock.notice.OpenCauses;

/** What people were told, and what they are still to be told. */
public interface NoticeBook {
    /** From now on the builds of these lines are told; those that ended before a line was first named are not. */
    void begin(List<String> lines) throws OutsideFailure;

    /** The oldest builds of a line that ended and were not taken yet. */
    Untold untold(String line, int limit) throws OutsideFailure;

    /** In one transaction: these builds are taken, this is known of their packages, and these letters are to be sent. */
    void take(Untold untold, List<OpenCauses> known, List<Letter> letters) throws OutsideFailure;

    /**
     * Letters whose time has come, oldest first, at most so many.
     *
     * @param furthest a letter that is to wait longer than until then got its time from a clock that was set back since, and is due as well
     */
    List<Letter> due(Instant now, Instant furthest, int limit) throws OutsideFailure;

    /** These were sent; those sent before {@code forget} are forgotten. */
    void sent(List<String> ids, Instant now, Instant forget) throws OutsideFailure;

    /** These could not be sent yet. */
    void postponed(List<String> ids, Instant next, String why) throws OutsideFailure;

    /** These will not be sent. */
    void givenUp(List<String> ids, Instant now, String why) throws OutsideFailure;

    /** For health and metrics. */
    Waiting waiting() throws OutsideFailure;

    /**
     * @param position where the reading stands then, for {@link #take} alone
     * @param open what is known of each package that one of the builds is of
     */
    record Untold(String line, Position position, List<BuildEnd> ends, List<OpenCauses> open) {
        public Untold {
            ends = List.copyOf(ends);
            open = List.copyOf(open);
        }
    }

    /**
     * @param sequence of the newest ended build that was read
     * @param unpublished the line's sequence at the newest failure to publish that was read
     */
    record Position(long sequence, long unpublished) {}

    /**
     * One notice for one reader.
     *
     * @param id a UUIDv7; also the mail's Message-ID, so that one that is sent twice after a crash is seen as one
     * @param thread what mails that belong together have in common; empty for one that stands alone
     * @param attempts how often sending it failed
     */
    record Letter(String id, String recipient, String subject, String text, String thread, Times times, int attempts) {}

    /** @param due not to be sent before */
    record Times(Instant written, Instant due) {}

    /**
     * @param letters how many are to be sent
     * @param problem why the last of them that failed did; empty when none did
     */
    record Waiting(int letters, String problem) {}
}
