package penstock.edge.sandbox;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import penstock.engine.port.Sandbox;

/** Starts {@link SandboxProcess}es. */
final class SandboxProcesses {
    private SandboxProcesses() {}

    /** The start of a command line; the classes are copied to where every user may read them. */
    static List<String> java(Path folder) throws IOException, URISyntaxException {
        var classes = Files.createDirectory(folder.resolve("classes"));
        var path = new ArrayList<String>();
        for (var of : List.of(SandboxProcess.class, BubblewrapSandbox.class, Sandbox.class)) {
            var from = Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
            var to = classes.resolve(Integer.toString(path.size()));
            copy(from, to);
            path.add(to.toString());
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                String.join(":", path),
                SandboxProcess.class.getName());
    }

    /** Everybody may walk into and read a folder. */
    static Path open(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            Files.copy(from, to);
            return;
        }
        try (var all = Files.walk(from)) {
            for (var one : (Iterable<Path>) all::iterator) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
    }
}
