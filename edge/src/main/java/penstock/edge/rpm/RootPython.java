package penstock.edge.rpm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;

/** The Python 3 of a root to build in, from its files: nothing of the root is run. */
final class RootPython {
    /** Up to the end of {@code e_machine}, in both classes of ELF files. */
    private static final int HEADER = 20;

    private final Roots roots;

    RootPython(Roots roots) {
        this.roots = roots;
    }

    /** Such as {@code 3.12}: what {@code /usr/bin/python3} is a link to; empty when there is no such link. */
    Optional<String> version() throws OutsideFailure {
        for (Path folder : programs()) {
            Optional<String> version = version(folder.resolve("python3"));
            if (version.isPresent()) {
                return version;
            }
        }
        return Optional.empty();
    }

    /**
     * What Python's {@code platform.machine()} says where this Python runs, such as {@code x86_64}: the machine that its program is made for.
     * Empty when there is none, or it is no ELF file for a machine that is known here.
     */
    Optional<String> machine() throws OutsideFailure {
        Optional<String> version = version();
        if (version.isEmpty()) {
            return Optional.empty();
        }
        for (Path folder : programs()) {
            Path program = folder.resolve("python" + version.orElseThrow());
            if (Files.isRegularFile(program, LinkOption.NOFOLLOW_LINKS)) {
                return machine(start(program));
            }
        }
        return Optional.empty();
    }

    private List<Path> programs() {
        List<Path> folders = new ArrayList<>();
        roots.build().forEach(tree -> folders.add(tree.resolve("usr/bin")));
        roots.usr().forEach(tree -> folders.add(tree.resolve("bin")));
        return folders;
    }

    private static Optional<String> version(Path command) throws OutsideFailure {
        try {
            String leadsTo = String.valueOf(Files.readSymbolicLink(command).getFileName());
            return leadsTo.matches("python3\\.[0-9]+")
                    ? Optional.of(leadsTo.substring("python".length()))
                    : Optional.empty();
        } catch (NoSuchFileException | NotLinkException elsewhere) {
            return Optional.empty();
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + command + ": " + e, false, e);
        }
    }

    private static byte[] start(Path program) throws OutsideFailure {
        try (var in = Files.newInputStream(program, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(HEADER);
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + program + ": " + e, false, e);
        }
    }

    /** By {@code e_machine} of the System V ABI's ELF header; the kernel's own words, which {@code platform.machine()} has from uname(2). */
    private static Optional<String> machine(byte[] header) {
        if (header.length < HEADER || header[0] != 0x7f || header[1] != 'E' || header[2] != 'L' || header[3] != 'F') {
            return Optional.empty();
        }
        boolean small = header[5] == 1;
        int machine = ByteBuffer.wrap(header)
                .order(small ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .getShort(HEADER - 2);
        return switch (machine) {
            case 3 -> Optional.of("i686");
            case 21 -> Optional.of(small ? "ppc64le" : "ppc64");
            case 22 -> Optional.of("s390x");
            case 40 -> Optional.of("armv7l");
            case 62 -> Optional.of("x86_64");
            case 183 -> Optional.of("aarch64");
            case 243 -> Optional.of("riscv64");
            case 258 -> Optional.of("loongarch64");
            default -> Optional.empty();
        };
    }
}
