package penstock.config;

import penstock.yaml.Fields;

/** Addresses of mail as people write them: {@code name@example.org} or {@code Name <name@example.org>}. */
public final class MailAddress {
    private static final String ADDRESS = "[^\\s<>,;]+@[^\\s<>,;@]+";

    private MailAddress() {}

    /** Whether mail can be sent to it; else that is a problem of this key. */
    public static boolean check(Fields fields, String key, String text) {
        boolean good = text.matches(ADDRESS) || text.matches("[^<>\\r\\n]*<" + ADDRESS + ">");
        if (!good) {
            fields.refuse(key, "not a mail address: " + text, "write name@example.org or Name <name@example.org>");
        }
        return good;
    }
}
