package penstock.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import penstock.app.api.Api;

/** Another process that asks a server on this machine, so that what asking costs is not counted with what answering does. */
final class Asking implements AutoCloseable {
    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    Asking(int port) throws IOException {
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads from the API so many times; returns how many bytes one answer has. */
    long ask(String address, int times) throws IOException {
        return send("GET " + Api.BASE + address + " HTTP/1.1\r\nHost: localhost\r\n\r\n", times);
    }

    /** Sends a whole request so many times. */
    long send(String request, int times) throws IOException {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        orders.write(times + " " + Base64.getEncoder().encodeToString(bytes) + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("who asks has ended");
        }
        return Long.parseLong(answer);
    }

    @Override
    public void close() throws IOException {
        orders.close();
        process.onExit().join();
    }

    /** The other process: a line {@code TIMES REQUEST} in, the request in Base64, the length of an answer out. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            BufferedReader in = new BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
                socket.setTcpNoDelay(true);
                DataInputStream answers = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
                for (String order = in.readLine(); order != null; order = in.readLine()) {
                    int space = order.indexOf(' ');
                    byte[] request = Base64.getDecoder().decode(order.substring(space + 1));
                    int length = 0;
                    for (int i = Integer.parseInt(order.substring(0, space)); i > 0; i--) {
                        length = once(socket.getOutputStream(), answers, request);
                    }
                    System.out.println(length);
                }
            }
        }

        private static int once(OutputStream out, DataInputStream in, byte[] request) throws IOException {
            out.write(request);
            String status = line(in);
            if (!status.contains(" 20")) {
                throw new IOException(status);
            }
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).strip());
                }
            }
            in.skipNBytes(length);
            return length;
        }

        private static String line(DataInputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }
    }
}
