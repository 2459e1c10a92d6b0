package penstock.edge.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderOptions;
import org.eclipse.packager.rpm.build.RpmBuilder;
import penstock.build.Artifact;
import penstock.engine.port.ArtifactStore;
import penstock.engine.port.OutsideFailure;

/** Real RPMs, made without rpmbuild, that own one file. */
final class Rpms {
    private Rpms() {}

    /** {@code name-version-1.noarch.rpm} in a folder. */
    static Path write(Path folder, String name, String version, String content) throws IOException {
        return write(
                folder.resolve(name + "-" + version + "-1.noarch.rpm"), name, new RpmVersion(version, "1"), content);
    }

    static Path write(Path file, String name, RpmVersion version, String content) throws IOException {
        try (RpmBuilder builder = new RpmBuilder(name, version, "noarch", file, new BuilderOptions())) {
            RpmBuilder.PackageInformation information = builder.getInformation();
            information.setSummary("A package of the tests");
            information.setDescription("A package of the tests");
            information.setLicense("Apache-2.0");
            builder.newContext().addFile("/usr/share/" + name + "/content", content.getBytes(StandardCharsets.UTF_8));
            builder.build();
        }
        return file;
    }

    /** Puts a file into the store under the name that it has. */
    static Artifact keep(ArtifactStore store, Path file) throws OutsideFailure {
        String name = file.getFileName().toString();
        Artifact.Kind kind = name.endsWith(".rpm") ? Artifact.Kind.RPM : Artifact.Kind.LOG;
        return new Artifact(kind, name, store.add(file), file.toFile().length());
    }
}
