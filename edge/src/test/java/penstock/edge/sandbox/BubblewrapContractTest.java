package penstock.edge.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.port.Sandbox;
import penstock.engine.testkit.LeftoverCheck;
import penstock.engine.testkit.SandboxContract;

/** The real sandbox holds the contract (issue 2, C4). */
@ExtendWith(LeftoverCheck.class)
final class BubblewrapContractTest extends SandboxContract {
    @Override
    protected Sandbox sandbox() throws Exception {
        return Roots.sandbox(folder.resolve("state"));
    }

    @Override
    protected List<Path> lower() throws Exception {
        var tree = folder.resolve("lower");
        return List.of(Files.exists(tree) ? tree : Roots.lower(folder));
    }

    @Override
    protected List<Sandbox.Mount> mounts() {
        return List.of(new Sandbox.Mount(Path.of("/usr"), "/usr"));
    }
}
