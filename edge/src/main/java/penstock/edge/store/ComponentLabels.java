package penstock.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import penstock.engine.port.OutsideFailure;
import penstock.repo.Aggregate;
import penstock.repo.RepoLayout;

/**
 * What joins the components of a line. At the top of the line, a label is a folder with one {@code delorean.repo} of all
 * components (see {@link Aggregate}); its three files are links through {@code .now}, and so change in one step:
 *
 * <pre>
 * current/.now -> ab/cd/abcd...
 * current/delorean.repo -> .now/delorean.repo
 * </pre>
 */
final class ComponentLabels {
    static final String NOW = ".now";
    private static final String JOINED = ".joined";

    private final Function<Path, ComposedRepository> repositories;

    /** @param repositories makes repositories in a folder */
    ComponentLabels(Function<Path, ComposedRepository> repositories) {
        this.repositories = repositories;
    }

    /** Makes the top label show what the label shows in each component now; returns the hash of that. */
    String aggregate(Path line, String label) throws IOException {
        Aggregate aggregate = Aggregate.of(parts(line, label));
        Path staging = line.resolve(SnapshotPublisher.STAGING);
        Path top = line.resolve(label);
        if (Files.isSymbolicLink(top)) {
            Links.putAside(staging, top);
        }
        Path state = top.resolve(aggregate.directory());
        if (!Files.isDirectory(state)) {
            Path made = staging.resolve(UUID.randomUUID().toString());
            Durable.folders(made);
            Durable.write(made.resolve(RepoLayout.REPO_FILE), aggregate.repo());
            Durable.write(made.resolve(Aggregate.MD5_FILE), aggregate.hash());
            Durable.write(made.resolve(RepoLayout.VERSIONS), aggregate.versions());
            Durable.sync(made);
            Durable.foldersAbove(state);
            Durable.rename(made, state);
        }
        Links.replace(staging, top.resolve(NOW), Path.of(aggregate.directory()));
        for (String file : List.of(RepoLayout.REPO_FILE, Aggregate.MD5_FILE, RepoLayout.VERSIONS)) {
            Links.replace(staging, top.resolve(file), Path.of(NOW, file));
        }
        return aggregate.hash();
    }

    /** A repository with the packages of every component's {@code current}; made when it is not there. */
    Path joined(Path line) throws IOException, OutsideFailure {
        SortedMap<String, Path> shown = shown(line, RepoLayout.CURRENT);
        Path base = line.resolve(JOINED);
        String digest = Sha256.hex(shown.toString().getBytes(StandardCharsets.UTF_8));
        Path joined = base.resolve(digest.substring(0, 2))
                .resolve(digest.substring(2, 4))
                .resolve(digest);
        if (!Files.isDirectory(joined)) {
            Path staging = line.resolve(SnapshotPublisher.STAGING)
                    .resolve(UUID.randomUUID().toString());
            Files.createDirectories(staging);
            try {
                JoinedContents contents = new JoinedContents();
                for (Path snapshot : shown.values()) {
                    contents.add(snapshot);
                }
                repositories.apply(base).write(staging, contents.contents(), Instant.EPOCH, _ -> List.of());
                Durable.foldersAbove(joined);
                Durable.rename(staging, joined);
            } finally {
                Durable.remove(staging);
            }
            JoinedContents.forgetOld(base);
        }
        return joined.toRealPath();
    }

    static void forgetJoined(Path line) throws IOException {
        Durable.remove(line.resolve(JOINED));
    }

    private static SortedMap<String, Aggregate.Part> parts(Path line, String label) throws IOException {
        SortedMap<String, Aggregate.Part> parts = new TreeMap<>();
        for (Map.Entry<String, Path> component : shown(line, label).entrySet()) {
            Path snapshot = component.getValue();
            parts.put(
                    component.getKey(),
                    new Aggregate.Part(
                            Files.readString(snapshot.resolve(RepoLayout.REPO_FILE)),
                            Files.readString(snapshot.resolve(RepoLayout.VERSIONS))));
        }
        return parts;
    }

    /** By component, the snapshot that it shows under a label; without those that have no such label yet. */
    static SortedMap<String, Path> shown(Path line, String label) throws IOException {
        SortedMap<String, Path> shown = new TreeMap<>();
        try (DirectoryStream<Path> components = Files.newDirectoryStream(line.resolve("component"))) {
            for (Path component : components) {
                Path link = component.resolve(label);
                if (Files.isSymbolicLink(link)) {
                    shown.put(component.getFileName().toString(), link.toRealPath());
                }
            }
        }
        return shown;
    }
}
