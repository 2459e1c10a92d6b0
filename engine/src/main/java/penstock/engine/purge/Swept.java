package penstock.engine.purge;

/**
 * What was removed.
 *
 * @param things how many
 * @param bytes that they had
 */
public record Swept(int things, long bytes) {
    public static final Swept NOTHING = new Swept(0, 0);

    public Swept and(Swept other) {
        return new Swept(things + other.things, bytes + other.bytes);
    }
}
