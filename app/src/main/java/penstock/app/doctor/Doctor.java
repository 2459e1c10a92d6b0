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
import java.util.regex.Pattern;
import penstock.edge.process.Captured;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.sandbox.BubblewrapSandbox;
import penstock.engine.port.OutsideFailure;
import penstock.text.Size;

/** Looks at everything that Penstock needs from the machine. It tries things out where trying is the only proof, and changes nothing. */
public final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long WANTED_BYTES = 10L << 30;
    private static final Pattern COLOURS = Pattern.compile("\\x1b\\[[0-9;]*m");

    /** Over a folder that everybody has; an ordinary user's overlay keeps its marks in attributes that users may set. */
    private static final String OVERLAY = """
            mount -t tmpfs tmpfs /sys && cd /sys && mkdir lower upper work merged &&
            mount -t overlay -o "$0lowerdir=lower,upperdir=upper,workdir=work" overlay merged
            """;

    private final ProcessRunner processes;
    private final Limits limits;

    /** How the sandbox of a data folder holds its limits. */
    public interface Limits {
        List<BubblewrapSandbox.Held> in(Path dir) throws OutsideFailure;
    }

    public Doctor(ProcessRunner processes, Limits limits) {
        this.processes = processes;
        this.limits = limits;
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
        all.addAll(limits(dir));
        all.add(space(dir));
        return all;
    }

    private Examination tool(String subject, String debian, String need, String... argv) throws InterruptedException {
        Optional<Captured> ran = ran(argv);
        if (ran.filter(Captured::ok).isPresent()) {
            String said = ran.get().text().isBlank()
                    ? ran.get().errorText()
                    : ran.get().text();
            return ok(
                    subject,
                    COLOURS.matcher(said.lines().findFirst().orElse(""))
                            .replaceAll("")
                            .strip());
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

    /** As the sandbox does it: with what is written in memory. Nothing of it is left, as the mounts end with their namespace. */
    private Examination overlay() throws InterruptedException {
        String subject = "overlay file system";
        boolean works = ran("unshare", "-m", "sh", "-c", OVERLAY, "")
                        .filter(Captured::ok)
                        .isPresent()
                || ran("unshare", "-Urm", "sh", "-c", OVERLAY, "userxattr,")
                        .filter(Captured::ok)
                        .isPresent();
        return works
                ? ok(subject, "mounts in a namespace of its own")
                : missing(
                        subject,
                        "it cannot be mounted in a user namespace",
                        "modprobe overlay; a kernel of 5.11 or later");
    }

    /** How the sandbox that builds run in holds its limits here. */
    List<Examination> limits(Path dir) {
        try {
            return limits.in(dir).stream()
                    .map(one -> one.better().isEmpty()
                            ? ok(one.limit(), one.by())
                            : warning(one.limit(), one.by(), one.better()))
                    .toList();
        } catch (OutsideFailure failure) {
            return List.of(
                    missing("sandbox", String.valueOf(failure.getMessage()), "mend what is missing above first"));
        }
    }

    private static Examination space(Path dir) {
        Path there = dir.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String found = Size.text(free) + " free in " + there;
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
}
