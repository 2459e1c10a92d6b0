package penstock.edge.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import penstock.engine.port.OutsideFailure;
import penstock.engine.purge.KeptFiles;
import penstock.engine.purge.Swept;

/**
 * Removes artifacts that nobody needs, and what is known of RPMs that are gone. A file that a published folder shares by a hard link
 * stays: to remove it here would free nothing.
 */
public final class ArtifactSweep implements KeptFiles {
    private final Path artifacts;
    private final Path fragments;

    /**
     * @param artifacts the folder of {@link FileArtifactStore}
     * @param metadata as {@link SnapshotPublisher#open} has it
     */
    public ArtifactSweep(Path artifacts, Path metadata) {
        this.artifacts = artifacts;
        this.fragments = metadata.resolve("rpms");
    }

    @Override
    public Swept sweep(Needed needed, Instant before, boolean dry) throws OutsideFailure {
        Swept all = Swept.NOTHING;
        try {
            for (int i = 0; i < 256; i++) {
                String prefix = HexFormat.of().toHexDigits((byte) i);
                Set<String> kept = names(artifacts.resolve(prefix));
                if (!kept.isEmpty()) {
                    Set<String> stay = needed.of(prefix, kept);
                    for (String sha256 : kept) {
                        all = stay.contains(sha256) ? all : all.and(remove(prefix, sha256, before, dry));
                    }
                }
                forget(prefix, dry);
            }
            return all;
        } catch (IOException failure) {
            throw Durable.failure("removing artifacts from " + artifacts, failure);
        }
    }

    private Swept remove(String prefix, String sha256, Instant before, boolean dry) throws IOException {
        Path kept = artifacts.resolve(prefix).resolve(sha256);
        BasicFileAttributes found = attributes(kept);
        if (!old(found, before) || SnapshotSizes.names(kept) > 1) {
            return Swept.NOTHING;
        }
        if (!dry && !removed(kept, before)) {
            return Swept.NOTHING;
        }
        return new Swept(1, found.size());
    }

    /** A build may put the same bytes there at this moment; then they are put back. */
    private boolean removed(Path kept, Instant before) throws IOException {
        Path aside = artifacts
                .resolve(FileArtifactStore.INCOMING)
                .resolve(UUID.randomUUID().toString());
        Durable.rename(kept, aside);
        if (!old(attributes(aside), before)) {
            Durable.rename(aside, kept);
            return false;
        }
        Durable.remove(aside);
        return true;
    }

    private static boolean old(BasicFileAttributes file, Instant before) {
        return file.lastModifiedTime().toInstant().isBefore(before);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** A cache, so whatever is missing is made again. */
    private void forget(String prefix, boolean dry) throws IOException {
        Set<String> rpms = names(artifacts.resolve(prefix));
        for (String name : names(fragments.resolve(prefix))) {
            int dot = name.indexOf('.');
            if (!dry && dot > 0 && !rpms.contains(name.substring(0, dot))) {
                Files.deleteIfExists(fragments.resolve(prefix).resolve(name));
            }
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException nothing) {
            return Set.of();
        }
        return new HashSet<>(names);
    }
}
