package penstock.engine.owner;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import penstock.engine.access.FollowChange;
import penstock.engine.access.Role;
import penstock.engine.line.Wanted;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionWish;
import penstock.engine.publish.KeyChange;

/** The claim on a data folder, and the way to who has it. */
public interface DataFolder {
    /**
     * Takes the folder, if nobody has it.
     *
     * @param purpose what the owner does, for others to be told ({@code penstock serve})
     */
    Claim claim(String purpose) throws OutsideFailure;

    sealed interface Claim {
        /** The folder is this process's until the ownership is closed, or the process ends in whatever way. */
        record Mine(Ownership ownership) implements Claim {}

        /** @param owner who has it: its purpose, its process id, since when */
        record Taken(String owner) implements Claim {}
    }

    interface Ownership extends AutoCloseable {
        /** Answers requests of other processes from now on, each on a thread of its own. */
        void serve(Service service) throws OutsideFailure;

        /** Answers no more, and gives the folder up. */
        @Override
        void close() throws OutsideFailure;
    }

    /** The owner's answers. */
    interface Service {
        /**
         * Carries out a request.
         *
         * @param asker the user of this machine who asks
         * @param progress lines for whoever asked, as they come; what it throws when that one has gone may be passed on
         * @return what could not be done, and why; empty when all was
         */
        List<String> answer(Request request, String asker, Consumer<String> progress)
                throws OutsideFailure, InterruptedException;
    }

    /** What a command may ask the owner for. */
    sealed interface Request {
        /** Whether it is there. */
        record Ping() implements Request {}

        /** Builds, whether they were done before or not; answered when they are queued, or when they ended. */
        record Build(List<Wanted> wanted, boolean untilDone) implements Request {
            public Build {
                wanted = List.copyOf(wanted);
            }
        }

        /** One pass over everything, now; answered when nothing is left to do. */
        record RunOnce() implements Request {}

        /** Another key, or one less. */
        record ChangeKeys(KeyChange change) implements Request {}

        /**
         * A new token for changes over the network. Its text stays with who made it.
         *
         * @param id the public part of its text
         * @param digest of the secret part
         * @param expires empty for never
         * @param roles what it allows
         */
        record AddToken(String name, String id, String digest, Optional<Instant> expires, Set<Role> roles)
                implements Request {
            public AddToken {
                roles = Set.copyOf(roles);
            }
        }

        /** A token opens nothing any more. */
        record RevokeToken(String name) implements Request {}

        /** A new user of the network, of whose password only the hash is told. */
        record AddUser(String name, String hash, Set<Role> roles) implements Request {
            public AddUser {
                roles = Set.copyOf(roles);
            }
        }

        /** Another password. */
        record ChangePassword(String name, String hash) implements Request {}

        record RemoveUser(String name) implements Request {}

        /** Another state of following; what was done comes as progress. */
        record Follow(FollowChange change) implements Request {}

        /** A label is to move, or evidence is to be kept; what was done comes as progress. */
        record Promote(PromotionWish wish) implements Request {}

        /**
         * Removes old repositories and what only they had; the report comes as progress.
         *
         * @param olderThan whole seconds
         * @param keep as {@link penstock.purge.PurgeRule}
         * @param dryRun only says what would be removed
         */
        record Purge(Duration olderThan, List<String> keep, boolean dryRun) implements Request {
            public Purge {
                keep = List.copyOf(keep);
            }
        }

        /** The owner is to end; answered before it does. */
        record Stop() implements Request {}
    }

    /**
     * Asks the owner, and waits for its answer.
     *
     * @param progress gets the owner's lines as they come
     * @return as {@link Service#answer}
     */
    List<String> ask(Request request, Consumer<String> progress) throws OutsideFailure, InterruptedException;
}
