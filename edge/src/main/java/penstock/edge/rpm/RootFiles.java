package penstock.edge.rpm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The macros and scripts that Penstock puts into roots; they are resources of this package. */
final class RootFiles {
    /** What a Debian root gets; {@code finish} is run when the root is made. */
    static final List<String> DEBIAN = List.of(
            "debian/aliases",
            "debian/bytecompile",
            "debian/deb2rpm.py",
            "debian/finish",
            "debian/gpgverify",
            "debian/macros.penstock",
            "debian/pyproject.py",
            "debian/userland.py");

    static final String RESOLVE = "root/resolve.py";
    static final String FROM_TOOLS = "root/from-tools";
    static final String ALIASES = "debian/aliases";

    private RootFiles() {}

    static byte[] read(String name) {
        try (var in = RootFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes resources into a folder under their last names, readable and executable by everybody. */
    static void write(List<String> names, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var name : names) {
            var file = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
            Files.write(file, read(name));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** SHA-256 over the resources' names and contents. */
    static String digest(List<String> names) {
        var digest = new Digest();
        for (var name : names) {
            digest.add(name).add(read(name));
        }
        return digest.hex();
    }
}
