package penstock.engine.access;

/**
 * Who asks for something.
 *
 * @param who {@code user:ada}, {@code token:ci}, {@code webhook:github}
 * @param from where from: an address of the network, or {@code local}
 */
public record Actor(String who, String from) {
    /** Where someone is who is on this machine. */
    public static final String LOCAL = "local";

    /** A user of this machine. */
    public static Actor user(String name) {
        return new Actor("user:" + name, LOCAL);
    }
}
