package penstock.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import penstock.version.ReleaseScheme;
import penstock.week.WeekTime;

/**
 * All of {@code penstock.yaml}, defaults filled in.
 *
 * @param distribution what is built
 * @param rewrites prefixes of repositories' URLs that are replaced before they are fetched, the longest match wins, as git's
 *     {@code insteadOf}
 * @param follow how repositories are watched
 * @param targets by name, in the order written; never empty
 * @param build how packages are built
 * @param serve where results are served
 * @param service what else the running service is connected with
 */
public record FactoryConfig(
        Distribution distribution,
        List<Rewrite> rewrites,
        Follow follow,
        SequencedMap<String, TargetConfig> targets,
        Build build,
        Serve serve,
        Service service) {
    public FactoryConfig {
        rewrites = List.copyOf(rewrites);
    }

    /** As it is in effect on a machine; see {@link Build#on}. */
    public FactoryConfig on(int cores, long memory) {
        return new FactoryConfig(distribution, rewrites, follow, targets, build.on(cores, memory), serve, service);
    }

    /** The same, served at another port. */
    public FactoryConfig onPort(int port) {
        Serve elsewhere = new Serve(
                serve.address(), port, serve.baseUrl(), serve.signing(), serve.readOpen(), serve.requestsPerMinute());
        return new FactoryConfig(distribution, rewrites, follow, targets, build, elsewhere, service);
    }

    /** The target that packages are built for. */
    public TargetConfig target() {
        TargetConfig target = targets.get(build.target());
        if (target == null) {
            throw new IllegalStateException("no target " + build.target());
        }
        return target;
    }

    /**
     * Where the distroinfo files are and what of them is built.
     *
     * @param repository a git URL, or a folder: a repository's or one with plain files
     * @param branch empty for the repository's default branch; no meaning for plain files
     * @param entryPoint the file that imports the others
     * @param lines the release lines that are followed; empty for those whose release is in development
     * @param scenarios where its deployment tests are; empty when there are none
     */
    public record Distribution(
            String repository,
            String branch,
            String entryPoint,
            List<String> lines,
            Optional<ScenariosConfig> scenarios) {
        public Distribution {
            lines = List.copyOf(lines);
        }

        /** Without deployment tests. */
        public Distribution(String repository, String branch, String entryPoint, List<String> lines) {
            this(repository, branch, entryPoint, lines, Optional.empty());
        }
    }

    /** URLs that start with {@code from} are fetched from {@code to} + the rest. */
    public record Rewrite(String from, String to) {}

    /**
     * @param least the shortest time between two looks at a repository, when it changes often
     * @param most the longest, when it has long been quiet
     * @param perHost how many looks at one host at the same time
     * @param fallbacks for branches that are not there; none by default
     */
    public record Follow(Duration least, Duration most, int perHost, List<Fallback> fallbacks) {
        public Follow {
            fallbacks = List.copyOf(fallbacks);
        }
    }

    /** Which of a package's two repositories. */
    public enum Repository {
        SOURCE,
        DISTGIT
    }

    /**
     * What is followed where a branch is missing.
     *
     * @param of the kind of repository; empty for both
     * @param branch the missing branch; one {@code *} stands for any characters
     * @param use branches or tags to try in order, {@code *} replaced by what it stood for
     */
    public record Fallback(Optional<Repository> of, String branch, List<String> use) {
        public Fallback {
            use = List.copyOf(use);
        }
    }

    /**
     * @param target the name of the target that packages are built for
     * @param workers builds at the same time; 0 for as many as the machine can bear, see {@link #on}
     * @param withTests run the packages' own tests
     * @param limits of one build
     * @param retries after transient failures
     * @param allowNoProcessLimit whether the number of processes may be without a limit, which is 0
     * @param release how {@code Release} is made
     */
    public record Build(
            String target,
            int workers,
            boolean withTests,
            Limits limits,
            Retries retries,
            boolean allowNoProcessLimit,
            ReleaseScheme release) {
        /**
         * With as many workers as a machine can bear where the configuration does not say: one for each core, as far as its memory
         * has room for the limit of each, and at least one.
         *
         * @param memory in bytes
         */
        public Build on(int cores, long memory) {
            long bearable = Math.max(1, Math.min(cores, memory / limits.memory()));
            return workers > 0
                    ? this
                    : new Build(target, (int) bearable, withTests, limits, retries, allowNoProcessLimit, release);
        }
    }

    /**
     * @param time of one step, wall time
     * @param memory in bytes, of all processes together
     * @param processes and threads at the same time
     * @param disk in bytes, that may be written
     * @param output in bytes, of the log
     */
    public record Limits(Duration time, long memory, int processes, long disk, long output) {}

    /**
     * @param most how often a build is tried again
     * @param after how long before the first new try; doubled for each further one
     * @param patterns regular expressions (RE2) of transient failures, searched in the log, beside those built in
     */
    public record Retries(int most, Duration after, List<String> patterns) {
        public Retries {
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * @param address to listen on
     * @param port 0 for any free one
     * @param baseUrl what the outside calls this server, written into repository files, without a final slash; empty for the
     *     address itself
     * @param signing how what is served is signed
     * @param readOpen whether the API may be read without a token
     * @param requestsPerMinute that one address may make to the API
     */
    public record Serve(
            String address, int port, String baseUrl, Signing signing, boolean readOpen, int requestsPerMinute) {}

    /**
     * @param on whether RPMs and repositories are signed at all
     * @param owner the user id of keys that are made here
     * @param passphraseEnv the environment variable with the passphrase of the key; empty for none
     * @param passphraseFile the file with it, in its first line; empty for none
     */
    public record Signing(boolean on, String owner, String passphraseEnv, String passphraseFile) {}

    /**
     * @param mail how maintainers are told; empty when no mail is sent
     * @param storage where what is known and what was made are kept
     * @param webhooks who may say that something was pushed
     * @param operation how it is watched, and when it holds back
     * @param purge what is removed by itself when it is old; empty for nothing
     * @param requirements how upstream's requirements are understood
     * @param dlrn what DLRN's API does
     */
    public record Service(
            Optional<MailConfig> mail,
            StorageConfig storage,
            List<WebhookConfig> webhooks,
            OperationConfig operation,
            Optional<PurgeConfig> purge,
            RequirementsConfig requirements,
            DlrnConfig dlrn) {
        public Service {
            webhooks = List.copyOf(webhooks);
        }

        /** When a week ends that people are told of, or would be. */
        public WeekTime weekEnd() {
            return mail.flatMap(it -> it.digest().weekly())
                    .map(DigestConfig.Weekly::at)
                    .orElse(WeekTime.MONDAY);
        }
    }
}
