package penstock.edge.puppet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A folder with scripts of this package, to be mounted in a root; gone when it is closed. */
record Scripts(Path folder) implements AutoCloseable {
    /** Of everything that runs in a root with Puppet. */
    static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/puppetlabs/bin",
            "HOME", "/root",
            "LANG", "C.UTF-8",
            "LC_ALL", "C.UTF-8",
            "TERM", "dumb");

    static Scripts write(List<String> names) throws IOException {
        Path folder = Files.createTempDirectory("penstock-puppet-");
        for (String name : names) {
            Path file = folder.resolve(name);
            try (InputStream in = Scripts.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalArgumentException("no resource " + name);
                }
                Files.write(file, in.readAllBytes());
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Scripts(folder);
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
