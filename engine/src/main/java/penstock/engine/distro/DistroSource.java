package penstock.engine.distro;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.change.Commit;
import penstock.config.FactoryConfig;
import penstock.distro.DistroReader;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.promote.RulesText;

/** Reads the distroinfo files of a git repository or of a folder with plain files, as the configuration names it. */
public final class DistroSource {
    private static final Logger LOG = LoggerFactory.getLogger(DistroSource.class);
    static final int LARGEST_FILE = 16 << 20;
    private static final int LARGEST_RULES = 1 << 20;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

    private final Mirror mirror;

    public DistroSource(Mirror mirror) {
        this.mirror = mirror;
    }

    /** The files as they are now; a repository is fetched first. */
    public DistroVersion read(FactoryConfig.Distribution where) throws OutsideFailure, InterruptedException {
        Path folder = folder(where);
        if (isPlain(folder)) {
            DistroFolder files = new DistroFolder(folder);
            var reading = DistroReader.read(where.entryPoint(), files::read);
            RulesText rules = rules(files.read(RulesText.FILE));
            return new DistroVersion(reading, rules, files.digests());
        }
        String url = url(where);
        mirror.fetch(url);
        String ref = ref(where);
        return read(where, mirror.resolve(url, ref).orElseThrow(() -> missing(url, ref)));
    }

    /**
     * The same where a factory begins, which is not to stand still because a git host does: when that can't be reached, the newest version
     * that is known here. Whoever follows the distribution tells of the failure at its first look.
     */
    public DistroVersion readOrKnown(FactoryConfig.Distribution where) throws OutsideFailure, InterruptedException {
        try {
            return read(where);
        } catch (OutsideFailure failure) {
            Optional<Commit> known = isPlain(folder(where)) ? Optional.empty() : mirror.resolve(url(where), ref(where));
            if (!failure.retryable() || known.isEmpty()) {
                throw failure;
            }
            LOG.warn(
                    "the distribution's newest version can't be read, its version {} that is known here is taken: {}",
                    known.orElseThrow().id(),
                    failure.getMessage(),
                    failure);
            return read(where, known.orElseThrow());
        }
    }

    private static String ref(FactoryConfig.Distribution where) {
        return where.branch().isEmpty() ? "HEAD" : where.branch();
    }

    private DistroVersion read(FactoryConfig.Distribution where, Commit commit)
            throws OutsideFailure, InterruptedException {
        String url = url(where);
        var reading = DistroReader.read(where.entryPoint(), path -> mirror.file(url, commit.id(), path, LARGEST_FILE));
        RulesText rules = rules(mirror.file(url, commit.id(), RulesText.FILE, LARGEST_RULES));
        return new DistroVersion(reading, rules, new TreeMap<>(Map.of(ref(where), commit.id())));
    }

    private static RulesText rules(Optional<byte[]> file) {
        return file.map(text -> new RulesText(RulesText.FILE, new String(text, StandardCharsets.UTF_8)))
                .orElse(RulesText.NONE);
    }

    /**
     * What {@link DistroVersion#made} would be if it was read now. Costs one question to a repository, or the reading of a folder's files.
     *
     * @param last the version that was read last
     */
    SortedMap<String, String> made(FactoryConfig.Distribution where, DistroVersion last) throws OutsideFailure {
        Path folder = folder(where);
        if (isPlain(folder)) {
            DistroFolder files = new DistroFolder(folder);
            for (String path : last.made().keySet()) {
                files.read(path);
            }
            return files.digests();
        }
        String url = url(where);
        String ref = ref(where);
        SequencedSet<String> names = new LinkedHashSet<>(List.of(ref, "refs/heads/" + ref, "refs/tags/" + ref));
        Map<String, String> refs = mirror.remoteRefs(url, names);
        for (String name : names) {
            if (refs.containsKey(name)) {
                return new TreeMap<>(Map.of(ref, refs.getOrDefault(name, "")));
            }
        }
        if (COMMIT.matcher(ref).matches()) {
            return last.made();
        }
        throw missing(url, ref);
    }

    /** Where the files are, as mirrors are asked: a folder is a {@code file://} URL. */
    public static String url(FactoryConfig.Distribution where) {
        Path folder = folder(where);
        return Files.isDirectory(folder)
                ? folder.toAbsolutePath().normalize().toUri().toString()
                : where.repository();
    }

    private static Path folder(FactoryConfig.Distribution where) {
        return Path.of(where.repository().replaceFirst("^file://", ""));
    }

    private OutsideFailure missing(String url, String ref) {
        return new OutsideFailure(
                "the distribution's repository " + mirror.shown(url) + " has no branch " + ref
                        + "; say another one in penstock.yaml, distribution: branch:",
                false);
    }

    private static boolean isPlain(Path folder) {
        return Files.isDirectory(folder) && !isRepository(folder);
    }

    private static boolean isRepository(Path folder) {
        return Files.exists(folder.resolve(".git"))
                || (Files.exists(folder.resolve("HEAD")) && Files.isDirectory(folder.resolve("objects")));
    }
}
