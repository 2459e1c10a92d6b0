package penstock.engine.build;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.engine.port.Mirror;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;

/** The folder that rpm finds its sources in: the edited spec, the packaging's other files, the source archive. Gone when closed. */
final class SourcesFolder implements AutoCloseable {
    private static final int LARGEST_FILE = 64 << 20;

    private final Mirror mirror;
    private final Path folder;
    private final long limit;

    private SourcesFolder(Mirror mirror, Path folder, long limit) {
        this.mirror = mirror;
        this.folder = folder;
        this.limit = limit;
    }

    static SourcesFolder make(Mirror mirror, BuildSettings settings) throws OutsideFailure {
        try {
            Files.createDirectories(settings.work());
            // Readable for all, since what runs in the sandbox is someone else.
            Path folder = Files.createTempDirectory(settings.work(), "sources-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new SourcesFolder(mirror, folder, settings.archiveBytes());
        } catch (IOException e) {
            throw failure("make a folder for sources in " + settings.work(), e);
        }
    }

    Path path() {
        return folder;
    }

    /** Whether a file of this name is here. */
    boolean has(String file) {
        return SafePath.is(file) && Files.isRegularFile(folder.resolve(file));
    }

    void writeSpec(Packaging packaging, String text) throws OutsideFailure {
        var charset = packaging.latin1() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        write(packaging.specName(), text.getBytes(charset));
    }

    /** Writes the packaging's other files. */
    Attempt<SourcesFolder> writeFiles(Packaging packaging) throws OutsideFailure, InterruptedException {
        return Attempt.ofRepository(Step.SOURCE, () -> copyFiles(packaging));
    }

    private Attempt<SourcesFolder> copyFiles(Packaging packaging) throws OutsideFailure {
        long total = 0;
        for (TreeEntry file : packaging.files()) {
            byte[] content = mirror.file(packaging.url(), packaging.commit().id(), file.path(), LARGEST_FILE)
                    .orElse(new byte[0]);
            total += content.length;
            if (total > limit) {
                return Attempt.stopped(
                        Step.SOURCE,
                        new Cause.BadSource("the packaging files are over " + (limit >> 20) + " MiB together"));
            }
            write(file.path(), content);
        }
        return Attempt.done(this);
    }

    /**
     * Writes the source archive. Equal trees, versions and generated files give equal bytes: all entries have the commit's time,
     * and gzip gets none.
     *
     * @param top the folder that everything in it lies in, without a slash
     */
    Attempt<SourcesFolder> writeArchive(SourceTree source, String top, String file)
            throws OutsideFailure, InterruptedException {
        return Attempt.ofRepository(Step.SOURCE, () -> pack(source, top, file));
    }

    private Attempt<SourcesFolder> pack(SourceTree source, String top, String file) throws OutsideFailure {
        Path path = folder.resolve(file);
        try (Bounded to =
                new Bounded(new FastGzip(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)), limit)) {
            mirror.archive(
                    source.url(),
                    source.commit().id(),
                    top + "/",
                    source.generated(),
                    source.commit().committed(),
                    to);
            return Attempt.done(this);
        } catch (TooLarge e) {
            return Attempt.stopped(
                    Step.SOURCE, new Cause.BadSource("the upstream tree is over " + (limit >> 20) + " MiB"));
        } catch (IOException e) {
            throw failure("write the source archive " + path, e);
        }
    }

    private void write(String name, byte[] content) throws OutsideFailure {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IllegalArgumentException("not below the folder: " + name);
        }
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, content);
        } catch (IOException e) {
            throw failure("write " + path, e);
        }
    }

    @Override
    public void close() throws OutsideFailure {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException e)
                        throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw failure("remove " + folder, e);
        }
    }

    private static OutsideFailure failure(String what, IOException e) {
        return new OutsideFailure("can't " + what + ": " + e.getMessage(), true, e);
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Stops a stream that grows beyond what is taken. */
    private static final class Bounded extends FilterOutputStream {
        private long left;

        Bounded(OutputStream out, long limit) {
            super(out);
            this.left = limit;
        }

        @Override
        public void write(int b) throws IOException {
            take(1);
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            out.write(bytes, offset, length);
        }

        private void take(int length) throws IOException {
            left -= length;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }
}
