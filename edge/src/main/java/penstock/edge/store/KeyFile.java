package penstock.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublicKeys;
import penstock.repo.RepoLayout;

/** The public keys in one file at the top of the published tree ({@link RepoLayout#KEYS}), replaced as a whole. */
public final class KeyFile implements PublicKeys {
    private static final long LARGEST = 64L << 20;

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

    @Override
    public Shown shown() throws OutsideFailure {
        Path file = root.resolve(RepoLayout.KEYS);
        try {
            if (!Files.exists(file)) {
                return new Shown(file.toString(), "");
            }
            if (Files.size(file) > LARGEST) {
                throw new OutsideFailure(file + " is larger than public keys can be; remove it", false);
            }
            return new Shown(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            throw Durable.failure("reading the public keys in " + file, failure);
        }
    }
}
