package penstock.edge.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/** Finds what another store has, which belongs to somebody else and is only read, and keeps in its own what is new. */
final class BorrowingStore implements ArtifactStore {
    private final Path others;
    private final FileArtifactStore own;

    /** @param others the folder of a {@link FileArtifactStore}, which need not be there */
    BorrowingStore(Path others, FileArtifactStore own) {
        this.others = others;
        this.own = own;
    }

    @Override
    public String add(Path file) throws OutsideFailure {
        return own.add(file);
    }

    @Override
    public Optional<Path> find(String sha256) {
        Optional<Path> here = own.find(sha256);
        return here.isPresent() ? here : borrowed(sha256);
    }

    /** What is damaged there is left for its owner to find. */
    @Override
    public Optional<Path> findVerified(String sha256) throws OutsideFailure {
        Optional<Path> here = own.findVerified(sha256);
        if (here.isPresent()) {
            return here;
        }
        Optional<Path> found = borrowed(sha256);
        try {
            return found.isPresent()
                            && FileArtifactStore.digest(found.get(), OutputStream.nullOutputStream())
                                    .equals(sha256)
                    ? found
                    : Optional.empty();
        } catch (IOException failure) {
            throw Durable.failure("reading " + sha256 + " of the artifact store " + others, failure);
        }
    }

    private Optional<Path> borrowed(String sha256) {
        return Optional.of(others.resolve(sha256.substring(0, 2)).resolve(sha256))
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }
}
