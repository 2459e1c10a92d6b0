package penstock.edge.puppet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.build.BuildLog;
import penstock.engine.build.ModuleCheck;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.PuppetRoot;
import penstock.engine.port.Sandbox;

/** Runs {@code puppet parser validate}, {@code puppet epp validate} and {@code puppet-lint} in the root of the target that has Puppet. */
public final class SandboxedModuleCheck implements ModuleCheck {
    private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofMinutes(10), 2L << 30, 256, 16L << 20);
    private static final long DISK = 2L << 30;
    private static final String PARSER = "parser: ";
    private static final String LINT = "lint: ";
    private static final int MOST_FINDINGS = 1000;

    private final Sandbox sandbox;
    private final PuppetRoot root;
    private final Consumer<String> progress;

    /** @param progress gets a line for each thing that takes long, such as making the root */
    public SandboxedModuleCheck(Sandbox sandbox, PuppetRoot root, Consumer<String> progress) {
        this.sandbox = sandbox;
        this.root = root;
        this.progress = progress;
    }

    @Override
    public Checked check(Path archive, String name, BuildLog log) throws OutsideFailure, InterruptedException {
        Optional<Sandbox.Lower> lower = root.withPuppet(progress);
        if (lower.isEmpty()) {
            return new Checked.NoPuppet();
        }
        Kept kept = new Kept(log);
        try (Scripts scripts = Scripts.write(List.of("check-module"));
                Sandbox.Root box = sandbox.open(lower.get(), DISK)) {
            Sandbox.Command command = new Sandbox.Command(
                    List.of("/bin/bash", "/run/penstock/scripts/check-module", name),
                    Scripts.ENVIRONMENT,
                    "/tmp",
                    List.of(
                            new Sandbox.Mount(archive, "/run/penstock/module.tar.gz"),
                            new Sandbox.Mount(scripts.folder(), "/run/penstock/scripts")),
                    LIMITS,
                    false,
                    false);
            return checked(box.run(command, kept), kept.lines());
        } catch (IOException e) {
            throw new OutsideFailure("can't write what looks at modules: " + e.getMessage(), true, e);
        }
    }

    private static Checked checked(Sandbox.Ended ended, List<String> lines) {
        List<String> lint = with(lines, LINT);
        if (ended.ok()) {
            return new Checked.Done(List.of(), lint);
        }
        List<String> errors = with(lines, PARSER).stream()
                .filter(line -> line.startsWith("Error: ") && !line.startsWith("Error: Facter: "))
                .map(line -> line.substring("Error: ".length()))
                .toList();
        if (ended.limit().isPresent() || ended.exitCode() != 1 || errors.isEmpty()) {
            return new Checked.Failed("Puppet could not read the module: "
                    + ended.limit().map(limit -> "over the limit on " + limit).orElse("see the log"));
        }
        return new Checked.Done(errors, lint);
    }

    private static List<String> with(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .limit(MOST_FINDINGS)
                .toList();
    }

    /** Hands on what is printed, and keeps it; the sandbox bounds how much that is. */
    private record Kept(BuildLog log, ByteArrayOutputStream bytes) implements Sandbox.Output {
        Kept(BuildLog log) {
            this(log, new ByteArrayOutputStream());
        }

        @Override
        public void write(byte[] more, int offset, int length) throws OutsideFailure {
            log.write(more, offset, length);
            bytes.write(more, offset, length);
        }

        List<String> lines() {
            return bytes.toString(StandardCharsets.UTF_8).lines().toList();
        }
    }
}
