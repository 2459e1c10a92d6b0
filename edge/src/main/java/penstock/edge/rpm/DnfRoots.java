package penstock.edge.rpm;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import penstock.edge.process.ProcessRunner;
import penstock.engine.build.BuildLog;
import penstock.engine.build.Workbench.Missing;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * A distribution of RPMs (Fedora, CentOS Stream) as a target: two roots made of its packages ({@link DnfImage}), one with the tools to
 * build, one with little more than rpm, both with the distribution's own macros. Dependencies come from its repositories, whose lists
 * are fetched once and kept, so that two builds agree; packages are fetched when they are first needed, by their SHA-256.
 */
public final class DnfRoots implements Roots {
    /** What Fedora's and CentOS's groups for build systems have in common, and what Penstock itself runs in the root. */
    private static final List<String> BUILD = List.of(
            "bash",
            "bzip2",
            "coreutils",
            "createrepo_c",
            "diffutils",
            "findutils",
            "gawk",
            "git-core",
            "glibc-minimal-langpack",
            "grep",
            "gzip",
            "make",
            "patch",
            "python3-dnf",
            "redhat-rpm-config",
            "rpm-build",
            "sed",
            "shadow-utils",
            "system-release",
            "tar",
            "unzip",
            "which",
            "xz");

    private static final List<String> FRESH =
            List.of("bash", "coreutils", "glibc-minimal-langpack", "grep", "rpm", "system-release", "tar");

    private static final Pattern LOCATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+~^-]*(?:/[A-Za-z0-9._+~^-]+)*");
    private static final String REPOSITORY = "target-";
    private static final int PRIORITY = 90;
    private static final long LARGEST_RPM = 4L << 30;

    private final DnfSettings settings;
    private final ImageCache cache;
    private final ProcessRunner processes;
    private final Sandbox sandbox;
    private final Downloads downloads = new Downloads();
    private volatile @Nullable Made made;

    private record Made(Path build, Path fresh, List<Repository> repositories) {}

    public DnfRoots(DnfSettings settings, ImageCache cache, ProcessRunner processes, Sandbox sandbox) {
        this.settings = settings;
        this.cache = cache;
        this.processes = processes;
        this.sandbox = sandbox;
    }

    @Override
    public void prepare(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        if (made != null) {
            return;
        }
        var repositories = lists(progress);
        var build = image("build", buildNeeds(), repositories, progress);
        made = new Made(build, image("fresh", FRESH, repositories, progress), repositories);
    }

    @Override
    public String digest() {
        return new Digest()
                .add(key("build", buildNeeds()))
                .add(key("fresh", FRESH))
                .hex();
    }

    @Override
    public List<Path> build() {
        return List.of(made().build);
    }

    @Override
    public List<Path> fresh() {
        return List.of(made().fresh);
    }

    @Override
    public List<Repository> repositories() {
        return made().repositories;
    }

    /** The lists name all that there is. */
    @Override
    public boolean supply(List<Missing> missing, BuildLog log) {
        return false;
    }

    @Override
    public Path fetch(Repository repository, String location, String sha256)
            throws OutsideFailure, InterruptedException {
        var base = settings.bases().get(Integer.parseInt(repository.name().substring(REPOSITORY.length())));
        if (!LOCATION.matcher(location).matches() || location.contains("..") || !location.endsWith(".rpm")) {
            throw new OutsideFailure(base + " names no usable file: " + location, false);
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new OutsideFailure(base + " has no SHA-256 of " + location, false);
        }
        var file = cache.folder()
                .resolve("dnf-rpms")
                .resolve(sha256)
                .resolve(location.substring(location.lastIndexOf('/') + 1));
        if (!Files.exists(file)) {
            downloads.fetch(base.resolve(path(location)), file, sha256, LARGEST_RPM);
        }
        return file;
    }

    private static URI path(String location) throws OutsideFailure {
        try {
            return new URI(null, null, location, null);
        } catch (URISyntaxException e) {
            throw new OutsideFailure("not the path of a package: " + location, false, e);
        }
    }

    private List<Repository> lists(Consumer<String> progress) throws OutsideFailure, InterruptedException {
        var bases = settings.bases();
        var lists = cache.get(key("lists", List.of()), temporary -> {
            for (int i = 0; i < bases.size(); i++) {
                progress.accept("fetching the lists of " + bases.get(i));
                new RepositoryLists(downloads).fetch(bases.get(i), temporary.resolve(String.valueOf(i)));
            }
        });
        return IntStream.range(0, bases.size())
                .mapToObj(i -> new Repository(REPOSITORY + i, lists.resolve(String.valueOf(i)), PRIORITY + i))
                .toList();
    }

    private Path image(String kind, List<String> needs, List<Repository> repositories, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        var key = key(kind, needs);
        if (!cache.has(key)) {
            progress.accept("making the " + kind + " root of release " + settings.release() + ", once");
        }
        var maker = new DnfImage(processes, sandbox, repositories, this::fetch, settings.dist());
        return cache.get(key, temporary -> maker.make(temporary, needs, progress))
                .resolve("root");
    }

    private List<String> buildNeeds() {
        var needs = new ArrayList<>(BUILD);
        needs.addAll(settings.packages());
        return needs;
    }

    private String key(String kind, List<String> needs) {
        var digest = new Digest().add("1").add(settings.release()).add(needs.isEmpty() ? "" : settings.dist());
        settings.bases().forEach(base -> digest.add(base.toString()));
        digest.add("needs");
        needs.forEach(digest::add);
        return "dnf-" + settings.release() + "-" + kind + "-" + digest.hex().substring(0, 16);
    }

    private Made made() {
        var present = made;
        if (present == null) {
            throw new IllegalStateException("the target is not prepared");
        }
        return present;
    }
}
