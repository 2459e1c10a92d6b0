package penstock.engine.dlrn;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Evidence;

/** Commits and votes as DLRN's clients ask for them by GraphQL: rows by filters, newest first. */
public interface Tables {
    /** @param whole whether all columns are read, some of which cost more than others */
    List<CommitRow> commits(String line, CommitFilter filter, Page page, boolean whole) throws OutsideFailure;

    /** The newest ended build of each package of the line, with all columns, by the packages' names. */
    List<CommitRow> newest(String line) throws OutsideFailure;

    /** The votes that fit. */
    List<VoteRow> votes(String line, VoteFilter filter, Page page) throws OutsideFailure;

    /**
     * The vote that has an id.
     *
     * @param aggregate whether it is one for an aggregate
     */
    Optional<VoteRow> vote(String line, boolean aggregate, String id) throws OutsideFailure;

    /** The newest ended build of a package, and when it last succeeded. */
    Optional<Last> last(String line, String project) throws OutsideFailure;

    /** A part of a list. */
    record Page(int limit, int offset) {}

    /**
     * Each empty for any.
     *
     * @param extended the extended hash, or a pattern with SQL's wildcards of which it has at most three {@code %}
     */
    record CommitFilter(
            Optional<Long> number,
            Optional<String> project,
            Optional<String> component,
            Optional<String> status,
            Optional<String> source,
            Optional<String> distgit,
            Optional<String> extended) {
        /** Any. */
        public static final CommitFilter ANY = new CommitFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * @param number of the commit within its line
     * @param name the package's
     * @param more empty unless all columns were asked for
     */
    record CommitRow(
            long number,
            String name,
            BuiltCommit commit,
            String status,
            Optional<Instant> built,
            Optional<More> more) {}

    record More(Times times, Places places, String notes, String artifacts, String versions) {}

    /** Seconds since 1970; 0 for none. */
    record Times(long source, long distgit, long extended) {}

    /** Where it comes from. */
    record Places(String kind, String branch, String repository, String distgit) {}

    /**
     * Each empty for any.
     *
     * @param aggregates whether of votes for aggregates, or for commits
     * @param subject of an aggregate its hash, of a commit its folder
     */
    record VoteFilter(
            boolean aggregates,
            Optional<String> subject,
            Optional<String> job,
            Optional<Boolean> success,
            Optional<Boolean> running,
            Optional<Instant> at,
            Optional<By> by) {}

    /** Each empty for any. */
    record By(Optional<String> who, Optional<String> component) {}

    /** @param commit its number; 0 for an aggregate */
    record VoteRow(Evidence vote, long commit) {}

    /** @param source of the newest ended build */
    record Last(String status, String source, Optional<Instant> succeeded) {}
}
