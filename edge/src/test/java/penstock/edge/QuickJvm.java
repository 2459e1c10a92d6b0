package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Starts JVMs of the tests' own class path in half the time: classes come ready from an archive (JDK's class data sharing), which a first
 * run to the end leaves. The archive takes no folders of classes and no signed jars, so these become plain jars.
 */
final class QuickJvm {
    private final Path folder;
    private final String classPath;
    private final Path archive;

    private QuickJvm(Path folder, String classPath) {
        this.folder = folder;
        this.classPath = classPath;
        this.archive = folder.resolve("classes.jsa");
    }

    /** Runs a program to its end, to see what classes it needs. */
    static QuickJvm prepare(Path dir, Class<?> program, String... arguments) throws Exception {
        Path folder = Files.createDirectory(dir.resolve("jvm"));
        List<String> jars = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            jars.add(shareable(Path.of(place), folder.resolve(jars.size() + ".jar"))
                    .toString());
        }
        QuickJvm jvm = new QuickJvm(folder, String.join(File.pathSeparator, jars));
        Path said = folder.resolve("said.txt");
        Process first = jvm.process(said, "-XX:ArchiveClassesAtExit=" + jvm.archive, program, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        first.getOutputStream().close();
        assertThat(first.waitFor()).as(() -> text(said)).isZero();
        return jvm;
    }

    Process start(Path errors, Class<?> program, String... arguments) throws IOException {
        return process(errors, "-XX:SharedArchiveFile=" + archive, program, arguments)
                .start();
    }

    private ProcessBuilder process(Path errors, String sharing, Class<?> program, String... arguments)
            throws IOException {
        List<String> argv = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                classPath,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                // Where an archive can't be used it takes longer, and that is all.
                "-Xlog:disable",
                sharing,
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "--enable-native-access=ALL-UNNAMED",
                program.getName()));
        argv.addAll(List.of(arguments));
        return new ProcessBuilder(argv).redirectError(errors.toFile());
    }

    private static Path shareable(Path place, Path made) throws IOException {
        if (Files.isDirectory(place)) {
            return jar(place, made);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place);
                Stream<Path> meta = Files.walk(jar.getPath("/META-INF"), 1)) {
            return meta.anyMatch(QuickJvm::isSignature) ? jar(jar.getPath("/"), made) : place;
        }
    }

    private static boolean isSignature(Path file) {
        return file.toString().matches("/META-INF/[^/]+[.](SF|RSA|DSA|EC)");
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            entries.setLevel(0);
            for (Path file : files.skip(1).filter(one -> !isSignature(one)).toList()) {
                // Folders too: migrations of the database are looked for by their folder.
                String name = classes.relativize(file).toString();
                boolean folder = Files.isDirectory(file);
                entries.putNextEntry(new JarEntry(folder && !name.endsWith("/") ? name + "/" : name));
                if (!folder) {
                    Files.copy(file, entries);
                }
                entries.closeEntry();
            }
        }
        return jar;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
