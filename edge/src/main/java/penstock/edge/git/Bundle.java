package penstock.edge.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import penstock.engine.port.OutsideFailure;

/**
 * A file that {@code git bundle} made, unpacked into a bare repository.
 *
 * @param place the repository's folder, to be removed by {@link #remove}
 */
record Bundle(Repository repository, Path place) {
    private static final RefSpec ALL = new RefSpec("+refs/*:refs/*");

    static Bundle unpack(Path file) throws OutsideFailure {
        try {
            Path place = Files.createTempDirectory("penstock-bundle-");
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(place.toFile())
                    .setBare()
                    .build();
            try {
                repository.create(true);
                fetch(repository, file);
                return new Bundle(repository, place);
            } catch (IOException | URISyntaxException e) {
                repository.close();
                remove(place);
                throw new OutsideFailure(
                        file + " is no bundle that git can read: " + e.getMessage()
                                + "; `git bundle verify` tells more",
                        false,
                        e);
            }
        } catch (IOException e) {
            throw new OutsideFailure("no folder can be made to unpack " + file + ": " + e.getMessage(), true, e);
        }
    }

    private static void fetch(Repository repository, Path file) throws IOException, URISyntaxException {
        try (Transport transport =
                Transport.open(repository, new URIish(file.toAbsolutePath().toString()))) {
            FetchResult fetched = transport.fetch(NullProgressMonitor.INSTANCE, List.of(ALL));
            Optional<Ref> head = Optional.ofNullable(fetched.getAdvertisedRef(Constants.HEAD));
            if (head.isPresent()) {
                link(repository, head.get());
            }
        }
    }

    /** A bundle has the commit of HEAD and not the branch: one of that commit. */
    private static void link(Repository repository, Ref head) throws IOException {
        Optional<Ref> branch = repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                .filter(ref -> Objects.equals(head.getObjectId(), ref.getObjectId()))
                .findFirst();
        if (branch.isPresent()) {
            repository.updateRef(Constants.HEAD).link(branch.get().getName());
        }
    }

    static void remove(Path place) {
        try {
            Deletion.of(place);
        } catch (IOException e) {
            throw new UncheckedIOException("the unpacked bundle in " + place + " can't be removed", e);
        }
    }
}
