package penstock.scenario;

import java.time.Duration;

/** Something that must hold once Puppet has run; services may need a moment, so it is tried again until its time is over. */
public sealed interface Check {
    Duration within();

    /** For people. */
    String words();

    /**
     * A command of the shell.
     *
     * @param status that it ends with
     * @param contains somewhere in what it prints; empty for anything
     */
    record Command(String command, int status, String contains, Duration within) implements Check {
        @Override
        public String words() {
            return "command: " + command;
        }
    }

    /** Somebody listens on a TCP port of the machine. */
    record Port(int port, Duration within) implements Check {
        @Override
        public String words() {
            return "port: " + port;
        }
    }

    /**
     * An answer over HTTP.
     *
     * @param url of the machine itself
     * @param contains somewhere in the answer's body; empty for anything
     */
    record Http(String url, int status, String contains, Duration within) implements Check {
        @Override
        public String words() {
            return "http: " + url;
        }
    }
}
