package penstock.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
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
    /** Builds that were started on an earlier state may still read it. */
    private static final int JOINED_KEPT = 20;

    private final RepositoryMetadata metadata;

    ComponentLabels(RepositoryMetadata metadata) {
        this.metadata = metadata;
    }

    /** Makes the top label show what the label shows in each component now. */
    void aggregate(Path line, String label) throws IOException {
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
    }

    /** A folder with the packages of every component's {@code current}, and their metadata; made when it is not there. */
    Path joined(Path line) throws IOException, OutsideFailure {
        SortedMap<String, Path> shown = shown(line, RepoLayout.CURRENT);
        Path joined = line.resolve(JOINED).resolve(digest(shown));
        if (Files.isDirectory(joined)) {
            return joined.toRealPath();
        }
        Path staging = line.resolve(SnapshotPublisher.STAGING)
                .resolve(UUID.randomUUID().toString());
        Durable.folders(staging);
        for (Path snapshot : shown.values()) {
            linkPackages(snapshot, staging);
        }
        try {
            metadata.write(staging, Instant.EPOCH);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutsideFailure("joining the components of " + line + ": interrupted", true, interrupted);
        }
        Durable.foldersAbove(joined);
        Durable.rename(staging, joined);
        Durable.remove(staging);
        forgetOld(line.resolve(JOINED));
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
    private static SortedMap<String, Path> shown(Path line, String label) throws IOException {
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

    private static void linkPackages(Path snapshot, Path to) throws IOException, OutsideFailure {
        try (DirectoryStream<Path> rpms = Files.newDirectoryStream(snapshot, "*.rpm")) {
            for (Path rpm : rpms) {
                Path at = to.resolve(rpm.getFileName());
                if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                    SnapshotFolder.link(rpm, at);
                } else if (Files.mismatch(rpm, at) >= 0) {
                    throw new OutsideFailure("two components have different files named " + rpm.getFileName(), false);
                }
            }
        }
    }

    private static void forgetOld(Path joined) throws IOException {
        List<Path> states = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(joined)) {
            all.forEach(states::add);
        }
        Map<Path, Instant> made = new TreeMap<>();
        for (Path state : states) {
            made.put(state, Files.getLastModifiedTime(state).toInstant());
        }
        states.sort(Comparator.comparing(made::get));
        for (Path old : states.subList(0, Math.max(0, states.size() - JOINED_KEPT))) {
            Durable.remove(old);
        }
    }

    private static String digest(SortedMap<String, Path> shown) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(shown.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
