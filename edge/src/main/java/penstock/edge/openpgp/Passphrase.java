package penstock.edge.openpgp;

/** What unlocks a private key; it never shows in a text. */
public final class Passphrase {
    private final char[] characters;

    private Passphrase(char[] characters) {
        this.characters = characters;
    }

    public static Passphrase of(String text) {
        return new Passphrase(text.toCharArray());
    }

    char[] characters() {
        return characters.clone();
    }

    @Override
    public String toString() {
        return "********";
    }
}
