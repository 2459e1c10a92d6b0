package penstock.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublicKeys;
import penstock.repo.RepoLayout;

/** The public keys in one file at the top of the published tree ({@link RepoLayout#KEYS}), replaced as a whole. */
public final class KeyFile implements PublicKeys {
    private final Path root;

    /** @param root the published tree */
    public KeyFile(Path root) {
        this.root = root;
    }

    @Override
    public void show(List<String> armoured) throws OutsideFailure {
        Path file = root.resolve(RepoLayout.KEYS);
        try {
            Durable.replace(file, String.join("", armoured).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failure) {
            throw Durable.failure("showing the public keys in " + file, failure);
        }
    }
}
