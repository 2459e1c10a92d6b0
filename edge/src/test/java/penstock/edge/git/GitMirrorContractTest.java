package penstock.edge.git;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.transport.Daemon;
import org.eclipse.jgit.transport.resolver.FileResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.Mirror;
import penstock.engine.testkit.MirrorContract;
import penstock.engine.testkit.ScriptedRepository;

/** B3: JGit's mirrors keep the contract on repositories written by git, over file:// and git://. */
class GitMirrorContractTest {
    @Nested
    class OverFile extends MirrorContract {
        @TempDir
        Path temp;

        private int made;

        @Override
        protected Mirror mirror() {
            return new GitMirror(temp.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
        }

        @Override
        protected ScriptedRepository repository() {
            return RealGit.create(temp.resolve("r" + made++ + ".git"));
        }
    }

    @Nested
    class OverGit extends MirrorContract {
        @TempDir
        Path temp;

        private final Daemon daemon = new Daemon(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        private int made;

        @BeforeEach
        void serve() throws Exception {
            PlainSystem.install();
            daemon.setRepositoryResolver(new FileResolver<>(
                    Files.createDirectories(temp.resolve("far")).toFile(), true));
            daemon.getService("git-upload-pack").setEnabled(true);
            daemon.start();
        }

        @AfterEach
        void stop() throws Exception {
            daemon.stopAndWait();
        }

        @Override
        protected Mirror mirror() {
            return new GitMirror(temp.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
        }

        @Override
        protected ScriptedRepository repository() {
            String name = "r" + made++;
            return RealGit.create(
                    temp.resolve("far").resolve(name),
                    "git://127.0.0.1:" + daemon.getAddress().getPort() + "/" + name);
        }
    }
}
