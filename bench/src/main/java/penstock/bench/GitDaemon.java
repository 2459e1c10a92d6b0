package penstock.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** git's own daemon on a free port of loopback, with its usual limit of 32 connections. */
final class GitDaemon implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;
    private final Process process;
    private final int port;

    GitDaemon(Path folder) throws IOException, InterruptedException {
        port = freePort();
        process = new ProcessBuilder(
                        "git",
                        "daemon",
                        "--listen=127.0.0.1",
                        "--port=" + port,
                        "--export-all",
                        "--base-path=" + folder,
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        awaitListening();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    throw new IOException("git daemon does not listen", e);
                }
            }
        }
    }

    String url(String name) {
        return "git://127.0.0.1:" + port + "/" + name;
    }

    /** CPU that it and all its ended children took, in seconds; proc(5), fields 14 to 17 of stat. The daemon itself is git's child. */
    double cpuSeconds() throws IOException {
        long ticks = ticks(process.pid());
        for (ProcessHandle child : process.descendants().toList()) {
            ticks += ticks(child.pid());
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static long ticks(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(stat)) {
            return 0;
        }
        String text = Files.readString(stat);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        long sum = 0;
        for (int i = 11; i <= 14; i++) {
            sum += Long.parseLong(fields[i]);
        }
        return sum;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
