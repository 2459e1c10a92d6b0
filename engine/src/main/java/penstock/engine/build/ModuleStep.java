package penstock.engine.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import penstock.build.Artifact;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.PuppetModule;
import penstock.build.Step;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.puppet.ForgeArchive;
import penstock.puppet.MetadataVersion;
import penstock.puppet.ModuleNeeds;
import penstock.puppet.ModuleRelease;
import penstock.repo.RepoLayout;

/** The archive of a Puppet module, made beside its RPMs: packed, read by Puppet's parser and puppet-lint, compared with the modules at hand. */
final class ModuleStep {
    private static final int LARGEST_METADATA = 1 << 20;
    private static final int SHOWN = 5;

    private final Mirror mirror;
    private final PackageBuild.Places places;
    private final PackageBuild.Modules modules;
    private final BuildSettings settings;
    private final BuildLog log;

    ModuleStep(
            Mirror mirror,
            PackageBuild.Places places,
            PackageBuild.Modules modules,
            BuildSettings settings,
            BuildLog log) {
        this.mirror = mirror;
        this.places = places;
        this.modules = modules;
        this.settings = settings;
        this.log = log;
    }

    /**
     * @param target the name of what is built for
     * @return no archive for a module whose name or version no Forge takes, which its RPM may have all the same
     */
    Attempt<Optional<Artifact>> run(SourceTree source, BuildRequest request, String target)
            throws OutsideFailure, InterruptedException {
        log.enter(Step.MODULE);
        String written = mirror.file(source.url(), source.commit().id(), ForgeArchive.METADATA, LARGEST_METADATA)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        Optional<PuppetModule> module = PuppetModule.read(
                        ForgeArchive.METADATA, written.getBytes(StandardCharsets.UTF_8))
                .module();
        Optional<ForgeArchive> archive = module.map(
                        m -> new ForgeArchive(m.name(), source.version().upstreamVersion()))
                .filter(named -> ForgeArchive.ofFile(named.file()).isPresent());
        Optional<String> metadata =
                MetadataVersion.replaced(written, source.version().upstreamVersion());
        if (archive.isEmpty() || metadata.isEmpty()) {
            log.say("warning: no module archive is made: metadata.json has no name and version that a Forge takes"
                    + " (author-module, and three numbers as in 1.2.3)");
            return Attempt.done(Optional.empty());
        }
        needs(metadata.get(), RepoLayout.lineFolder(target, request.line()));
        return packed(source, archive.get(), metadata.get()).then(made -> Attempt.done(Optional.of(made)));
    }

    /** What a new commit needs may be built after it, so it is only told. */
    private void needs(String metadata, String line) throws OutsideFailure {
        Map<String, String> atHand = new TreeMap<>();
        for (ModuleRelease release :
                modules.published().of(line + "/" + RepoLayout.CURRENT).orElse(List.of())) {
            atHand.put(
                    ModuleNeeds.key(release.archive().module()),
                    release.archive().version());
        }
        for (String unmet : ModuleNeeds.unmet(metadata, atHand)) {
            log.say("warning: metadata.json: " + unmet + " (in the line's newest snapshot)");
        }
    }

    private Attempt<Artifact> packed(SourceTree source, ForgeArchive archive, String metadata)
            throws OutsideFailure, InterruptedException {
        Path folder = folder();
        Path file = folder.resolve(archive.file());
        try {
            ModulePacker.Packed packed = modules.packer()
                    .pack(
                            new ModulePacker.Wanted(
                                    source.url(), source.commit(), metadata, archive.slug(), settings.archiveBytes()),
                            file);
            return switch (packed) {
                case ModulePacker.Packed.Refused(String reason) -> refused(reason);
                case ModulePacker.Packed.Done(int files, List<String> warnings) -> {
                    log.say("module archive " + archive.file() + ", " + files + " files");
                    for (String warning : warnings) {
                        log.say("warning: " + warning);
                    }
                    yield checked(archive, file);
                }
            };
        } finally {
            Stored.discard(file);
            Stored.discard(folder);
        }
    }

    private Attempt<Artifact> checked(ForgeArchive archive, Path file) throws OutsideFailure, InterruptedException {
        return switch (modules.check().check(file, archive.name(), log)) {
            case ModuleCheck.Checked.Failed(String reason) -> refused(reason);
            case ModuleCheck.Checked.NoPuppet() -> {
                log.say("warning: the target has no Puppet, so nobody has parsed this module");
                yield stored(archive, file);
            }
            case ModuleCheck.Checked.Done(List<String> errors, List<String> lint) -> {
                if (!lint.isEmpty()) {
                    log.say("warning: puppet-lint has " + lint.size()
                            + (lint.size() == 1 ? " finding: " : " findings: ") + some(lint));
                }
                yield errors.isEmpty() ? stored(archive, file) : refused(some(errors));
            }
        };
    }

    private Attempt<Artifact> stored(ForgeArchive archive, Path file) throws OutsideFailure {
        return Attempt.done(Stored.file(places.artifacts(), Artifact.Kind.MODULE, file, archive.file()));
    }

    private Path folder() throws OutsideFailure {
        try {
            Files.createDirectories(settings.work());
            return Files.createTempDirectory(settings.work(), "module-");
        } catch (IOException e) {
            throw new OutsideFailure("can't make a folder in " + settings.work() + ": " + e.getMessage(), true, e);
        }
    }

    private static String some(List<String> lines) {
        return String.join("; ", FailedLog.some(lines, SHOWN));
    }

    private static <T> Attempt<T> refused(String reason) {
        return Attempt.stopped(Step.MODULE, new Cause.BadSource(reason));
    }
}
