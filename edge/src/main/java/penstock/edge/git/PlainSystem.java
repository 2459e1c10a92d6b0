package penstock.edge.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * The machine as JGit is to see it: without the git settings of the user that Penstock happens to run as, which could rewrite URLs a
 * second time or switch checks off, and without JGit leaving settings of its own in that user's home.
 */
final class PlainSystem extends SystemReader.Delegate {
    private static final Duration COARSEST = Duration.ofSeconds(2);

    private PlainSystem(SystemReader real) {
        super(real);
    }

    /** For the whole process, as JGit knows only one. May be called again. */
    static void install() {
        SystemReader now = SystemReader.getInstance();
        if (!(now instanceof PlainSystem)) {
            SystemReader.setInstance(new PlainSystem(now));
        }
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    private static final class NoFile extends FileBasedConfig {
        @SuppressWarnings("NullAway") // a configuration without a file has null for it, as JGit's own tests do
        NoFile(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        /**
         * How finely a file system tells time is not measured, which takes seconds, writes files beside the repositories, and would be
         * done anew by every process, as JGit keeps the outcome in a file. The coarsest that JGit knows is taken for all: what
         * changed in the last two seconds is read again.
         */
        @Override
        public long getTimeUnit(String section, @Nullable String subsection, String name, long usual, TimeUnit unit) {
            boolean fineness = section.equals("filesystem") && name.equals("timestampResolution");
            return fineness ? unit.convert(COARSEST) : super.getTimeUnit(section, subsection, name, usual, unit);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
