package penstock.edge.owner;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;

/**
 * A data folder with its lock and its socket, both in {@code run/}, which only its owner's user may enter. The lock is on {@code
 * run/owner}; what is written in that file tells who has it.
 */
public final class LockedFolder implements DataFolder {
    /** What the kernel takes as a socket's path (sun_path), its closing zero left out. */
    private static final int LONGEST_PATH = 107;

    private static final int LONGEST_NOTE = 500;

    private final Path folder;
    private final InstantSource clock;

    /** @param dir the data folder; it must be there */
    public LockedFolder(Path dir, InstantSource clock) {
        this.folder = dir.resolve("run");
        this.clock = clock;
    }

    @Override
    public Claim claim(String purpose) throws OutsideFailure {
        Path socket = socket();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel channel = FileChannel.open(
                    folder.resolve("owner"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            Optional<FileLock> lock = lock(channel);
            if (lock.isEmpty()) {
                String owner = read(channel);
                channel.close();
                return new Claim.Taken(owner.isEmpty() ? "another process" : owner);
            }
            String note = note(purpose);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)), 0);
            return new Claim.Mine(new OwnerSocket(channel, socket));
        } catch (IOException e) {
            throw new OutsideFailure("can't take the data folder " + folder.getParent() + ": " + e, false, e);
        }
    }

    private String note(String purpose) {
        return purpose + ", process " + ProcessHandle.current().pid() + ", since "
                + clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Names this folder's lock on this machine since it was started. Two processes that both had a lock of one place did not have it
     * at the same time: the kernel gives it to the second only when the first has ended.
     */
    public String place() throws OutsideFailure {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " "
                    + Files.readAttributes(folder.resolve("owner"), BasicFileAttributes.class)
                            .fileKey();
        } catch (IOException e) {
            throw new OutsideFailure(
                    "can't tell the data folder " + folder.getParent() + " from others: " + e, false, e);
        }
    }

    /** What others are told of this process, also on other machines. */
    public String owner(String purpose) throws OutsideFailure {
        try {
            return note(purpose) + ", on "
                    + Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            throw new OutsideFailure("can't read this machine's name: " + e, false, e);
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_NOTE);
        channel.read(bytes, 0);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
    }

    private Path socket() throws OutsideFailure {
        Path socket = folder.resolve("socket");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new OutsideFailure(
                    "the path " + socket + " is longer than the " + LONGEST_PATH
                            + " bytes that a socket's path may have; use a data folder with a shorter path",
                    false);
        }
        return socket;
    }

    @Override
    public List<String> ask(Request request, Consumer<String> progress) throws OutsideFailure, InterruptedException {
        Path socket = socket();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            BufferedWriter writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            writer.write(Protocol.write(request));
            writer.write('\n');
            writer.flush();
            return answer(new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)), progress);
        } catch (IOException e) {
            throw new OutsideFailure(
                    "can't talk to the owner of " + folder.getParent() + " over " + socket + ": " + e.getMessage(),
                    true,
                    e);
        } catch (Protocol.Unreadable e) {
            throw new OutsideFailure("the owner of " + folder.getParent() + " answers: " + e.getMessage(), false, e);
        }
    }

    private List<String> answer(BufferedReader reader, Consumer<String> progress)
            throws IOException, Protocol.Unreadable, OutsideFailure {
        while (true) {
            Optional<String> line = Protocol.line(reader);
            if (line.isEmpty()) {
                throw new OutsideFailure("the owner of " + folder.getParent() + " ended before it had answered", true);
            }
            switch (Protocol.reply(line.orElseThrow())) {
                case Protocol.Reply.Progress(String text) -> progress.accept(text);
                case Protocol.Reply.Done(List<String> problems) -> {
                    return problems;
                }
                case Protocol.Reply.Failed(String message, boolean retryable) ->
                    throw new OutsideFailure(message, retryable);
            }
        }
    }
}
