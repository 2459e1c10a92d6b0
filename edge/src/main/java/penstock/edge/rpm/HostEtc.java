package penstock.edge.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Everything of a root but {@code /usr}, taken from a Debian machine so that it tells nothing that is only this machine's: of
 * {@code /etc} the files that are still as their packages brought them (dpkg has their MD5), the alternatives, and the loader's cache.
 * Users are those that every Debian has.
 */
final class HostEtc {
    static final String STATUS = "var/lib/dpkg/status";

    /** One line of the field Conffiles: path, MD5, and perhaps a word on what became of it. */
    private static final Pattern CONFFILE = Pattern.compile("^ /(etc/\\S+) ([0-9a-f]{32})$");

    /** Made by programs from what packages bring; the same for everybody. */
    private static final List<String> MADE =
            List.of("etc/ld.so.cache", "etc/ld.so.conf", "etc/ssl/certs/ca-certificates.crt");

    private static final long LARGEST = 4L << 20;

    private final Path host;

    HostEtc(Path host) {
        this.host = host;
    }

    void makeRoot(Path root) throws IOException {
        for (var name : List.of(
                "dev", "proc", "run", "sys", "tmp", "usr", "root", "var/cache", "var/log", "var/tmp", "var/lib/misc")) {
            Files.createDirectories(root.resolve(name));
        }
        for (var name : List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32")) {
            if (Files.isDirectory(host.resolve("usr").resolve(name))) {
                Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
            }
        }
        for (var name : List.of("info", "updates", "triggers")) {
            Files.createDirectories(root.resolve("var/lib/dpkg").resolve(name));
        }
        Files.copy(host.resolve(STATUS), root.resolve(STATUS));
        Files.createDirectories(root.resolve("etc"));
        asPackagesBroughtIt(root);
        alternatives(root);
        for (var name : MADE) {
            copy(name, root);
        }
        Files.copy(host.resolve("usr/share/base-passwd/passwd.master"), root.resolve("etc/passwd"));
        Files.copy(host.resolve("usr/share/base-passwd/group.master"), root.resolve("etc/group"));
        Files.copy(host.resolve("usr/share/libc-bin/nsswitch.conf"), root.resolve("etc/nsswitch.conf"));
        Files.createSymbolicLink(root.resolve("etc/os-release"), Path.of("../usr/lib/os-release"));
    }

    private void asPackagesBroughtIt(Path root) throws IOException {
        try (var lines = Files.lines(host.resolve(STATUS), StandardCharsets.ISO_8859_1)) {
            for (var line : (Iterable<String>) lines::iterator) {
                var conffile = CONFFILE.matcher(line);
                if (conffile.matches() && isAsBrought(conffile.group(1), conffile.group(2))) {
                    copy(conffile.group(1), root);
                }
            }
        }
    }

    private boolean isAsBrought(String name, String md5) throws IOException {
        var file = host.resolve(name);
        return isPublic(file) && md5(file).equals(md5);
    }

    private static boolean isPublic(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) <= LARGEST
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    private void copy(String name, Path root) throws IOException {
        var from = host.resolve(name);
        var to = root.resolve(name).normalize();
        if (!to.startsWith(root) || !isPublic(from) || Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.createDirectories(to.resolveSibling("."));
        Files.copy(from, to);
        Files.setPosixFilePermissions(
                to, PosixFilePermissions.fromString(Files.isExecutable(from) ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private void alternatives(Path root) throws IOException {
        var from = host.resolve("etc/alternatives");
        var to = Files.createDirectories(root.resolve("etc/alternatives"));
        if (!Files.isDirectory(from)) {
            return;
        }
        try (var links = Files.newDirectoryStream(from)) {
            for (var link : links) {
                if (Files.isSymbolicLink(link)) {
                    Files.createSymbolicLink(to.resolve(link.getFileName()), Files.readSymbolicLink(link));
                }
            }
        }
    }

    private static String md5(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
