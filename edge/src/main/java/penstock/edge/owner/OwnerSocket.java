package penstock.edge.owner;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;

/** The owner's side: holds the lock, and answers on the socket. */
final class OwnerSocket implements DataFolder.Ownership {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerSocket.class);

    private final FileChannel locked;
    private final Path path;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable ServerSocketChannel server;

    OwnerSocket(FileChannel locked, Path path) {
        this.locked = locked;
        this.path = path;
    }

    @Override
    public synchronized void serve(DataFolder.Service service) throws OutsideFailure {
        try {
            // A socket that is there belonged to an owner that was killed, or the lock would not be ours.
            Files.deleteIfExists(path);
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server = opened;
            opened.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            threads.execute(() -> accept(opened, service));
        } catch (IOException e) {
            throw new OutsideFailure("can't listen on " + path + ": " + e.getMessage(), false, e);
        }
    }

    private void accept(ServerSocketChannel opened, DataFolder.Service service) {
        try {
            while (opened.isOpen()) {
                SocketChannel channel = opened.accept();
                threads.execute(() -> talk(channel, service));
            }
        } catch (ClosedChannelException e) {
            LOG.debug("{} is closed", path, e);
        } catch (IOException e) {
            LOG.error("no more requests are taken on {}", path, e);
        }
    }

    private void talk(SocketChannel channel, DataFolder.Service service) {
        try (channel) {
            BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
            BufferedWriter writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            Optional<String> line = Protocol.line(reader);
            if (line.isPresent()) {
                send(writer, answer(line.orElseThrow(), service, asker(channel), writer));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (AsynchronousCloseException e) {
            LOG.debug("a request is cut off, the owner ends", e);
        } catch (IOException | UncheckedIOException | Protocol.Unreadable e) {
            LOG.warn("a request on {} ended: {}", path, e.getMessage());
        }
    }

    /** Who is on the other end, from the kernel: root may be there as well as the folder's user. */
    private static String asker(SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    }

    private static Protocol.Reply answer(String line, DataFolder.Service service, String asker, BufferedWriter writer)
            throws InterruptedException {
        try {
            return new Protocol.Reply.Done(
                    service.answer(Protocol.request(line), asker, text -> progress(writer, text)));
        } catch (Protocol.Unreadable e) {
            return new Protocol.Reply.Failed(String.valueOf(e.getMessage()), false);
        } catch (OutsideFailure e) {
            return new Protocol.Reply.Failed(String.valueOf(e.getMessage()), e.retryable());
        }
    }

    private static void progress(BufferedWriter writer, String text) {
        try {
            send(writer, new Protocol.Reply.Progress(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(BufferedWriter writer, Protocol.Reply reply) throws IOException {
        synchronized (writer) {
            writer.write(Protocol.write(reply));
            writer.write('\n');
            writer.flush();
        }
    }

    @Override
    public synchronized void close() throws OutsideFailure {
        try {
            if (server != null) {
                server.close();
                Files.deleteIfExists(path);
            }
            threads.shutdownNow();
            locked.close();
        } catch (IOException e) {
            throw new OutsideFailure("can't give up the data folder of " + path + ": " + e.getMessage(), false, e);
        }
    }
}
