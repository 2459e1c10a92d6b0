package penstock.edge.git;

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
    private PlainSystem(SystemReader real) {
        super(real);
    }

    /**
     * For the whole process, as JGit knows only one. May be called again. How finely a file system tells time is measured beside
     * the work: JGit keeps what it measured in the settings that are left out here, so every process would wait seconds for it anew.
     * Until it is known, files that changed in the last seconds are read again.
     */
    static void install() {
        SystemReader now = SystemReader.getInstance();
        if (!(now instanceof PlainSystem)) {
            SystemReader.setInstance(new PlainSystem(now));
            FS.FileStoreAttributes.setBackground(true);
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
