package penstock.app.doctor;

import static penstock.app.doctor.Examination.missing;
import static penstock.app.doctor.Examination.ok;
import static penstock.app.doctor.Examination.warning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.edge.process.Captured;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;

/** Looks at everything that Penstock needs from the machine. It tries things out where trying is the only proof, and changes nothing. */
public final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long WANTED_BYTES = 10L << 30;

    private final ProcessRunner processes;

    public Doctor(ProcessRunner processes) {
        this.processes = processes;
    }

    /** @param dir the data folder, which need not be there */
    public List<Examination> examine(Path dir) throws InterruptedException {
        List<Examination> all = new ArrayList<>();
        all.add(ok("Java", Runtime.version() + " in " + System.getProperty("java.home")));
        all.add(tool("Maven", "maven", "only to build Penstock itself", "mvn", "-B", "--version"));
        all.add(tool("git", "git", "", "git", "--version"));
        all.add(tool("rpm", "rpm", "", "rpm", "--version"));
        all.add(tool("dnf", "dnf", "", "dnf", "--version"));
        all.add(tool("mmdebstrap", "mmdebstrap", "", "mmdebstrap", "--version"));
        all.add(tool("bubblewrap", "bubblewrap", "", "bwrap", "--version"));
        all.add(namespaces());
        all.add(overlay());
        all.add(processLimit());
        all.add(space(dir));
        return all;
    }

    private Examination tool(String subject, String debian, String need, String... argv) throws InterruptedException {
        Optional<Captured> ran = ran(argv);
        if (ran.filter(Captured::ok).isPresent()) {
            String said = ran.get().text().isBlank()
                    ? ran.get().errorText()
                    : ran.get().text();
            return ok(subject, said.lines().findFirst().orElse("").strip());
        }
        String found = ran.map(
                        captured -> "it does not run: " + captured.ending().words())
                .orElse("not found on the PATH");
        String remedy = "apt-get install " + debian;
        return need.isEmpty() ? missing(subject, found, remedy) : warning(subject, found + "; needed " + need, remedy);
    }

    private Examination namespaces() throws InterruptedException {
        String subject = "user namespaces";
        boolean works = ran("bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--ro-bind", "/", "/", "true")
                .filter(Captured::ok)
                .isPresent();
        if (works) {
            return ok(subject, "bubblewrap makes them");
        }
        return missing(
                subject,
                "bubblewrap cannot make them",
                "sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=15000; in a container, allow nested namespaces");
    }

    private Examination overlay() throws InterruptedException {
        String subject = "overlay file system";
        try {
            Path scratch = Files.createTempDirectory("penstock-doctor-");
            try {
                return mounts(scratch)
                        ? ok(subject, "mounts in a namespace of its own")
                        : missing(
                                subject,
                                "it cannot be mounted in a user namespace",
                                "modprobe overlay; a kernel of 5.11 or later");
            } finally {
                removeTree(scratch);
            }
        } catch (IOException noScratch) {
            return missing(
                    subject, "not tried: " + noScratch.getMessage(), "make the folder for temporary files writable");
        }
    }

    private boolean mounts(Path scratch) throws IOException, InterruptedException {
        for (String part : List.of("lower", "upper", "work", "merged")) {
            Files.createDirectory(scratch.resolve(part));
        }
        String options = "lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work".formatted(scratch);
        String merged = scratch.resolve("merged").toString();
        String[] asRoot = {"unshare", "-m", "mount", "-t", "overlay", "overlay", "-o", options, merged};
        String[] asUser = {"unshare", "-Urm", "mount", "-t", "overlay", "overlay", "-o", options + ",userxattr", merged
        };
        return ran(asRoot).filter(Captured::ok).isPresent()
                || ran(asUser).filter(Captured::ok).isPresent();
    }

    /** What bounds the processes of a build: a control group where one can be made, otherwise the limit of the uid. */
    private Examination processLimit() throws InterruptedException {
        String subject = "limit on processes";
        Path groups = Path.of("/sys/fs/cgroup");
        if (Files.isWritable(groups.resolve("cgroup.subtree_control"))
                && mentions(groups.resolve("cgroup.controllers"), "pids")) {
            return ok(subject, "control groups v2");
        }
        if (Files.isWritable(groups.resolve("pids"))) {
            return ok(subject, "control groups v1");
        }
        if (ran("prlimit", "--nproc=64", "true").filter(Captured::ok).isPresent()) {
            return warning(
                    subject,
                    "no control group can be made here; RLIMIT_NPROC serves instead",
                    "delegate one for memory limits too: systemd-run --user -p Delegate=yes ./penstock serve");
        }
        return missing(
                subject,
                "neither control groups nor prlimit",
                "apt-get install util-linux, or run under systemd with Delegate=yes");
    }

    private static boolean mentions(Path file, String word) {
        try {
            return Files.readString(file).contains(word);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Examination space(Path dir) {
        Path there = dir.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String found = "%.1f GB free in %s".formatted(free / 1e9, there);
            return free >= WANTED_BYTES
                    ? ok("disk", found)
                    : warning(
                            "disk",
                            found,
                            "10 GB leave room for a build root, mirrors and builds; --dir names another place");
        } catch (IOException unknown) {
            return warning(
                    "disk", "cannot tell for " + there + ": " + unknown.getMessage(), "--dir names another place");
        }
    }

    /** Empty when it cannot be started at all. */
    private Optional<Captured> ran(String... argv) throws InterruptedException {
        try {
            return Optional.of(processes.capture(Invocation.of(PATIENCE, argv)));
        } catch (OutsideFailure notThere) {
            return Optional.empty();
        }
    }

    private static void removeTree(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
