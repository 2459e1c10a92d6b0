package penstock.app.terminal;

/** What a piece of text means; a terminal with colours shows it by the SGR code of ECMA-48. */
public enum Style {
    PLAIN(""),
    GOOD("32"),
    BAD("31"),
    WARNING("33"),
    FAINT("2"),
    STRONG("1");

    private final String sgr;

    Style(String sgr) {
        this.sgr = sgr;
    }

    String around(String text) {
        return sgr.isEmpty() || text.isEmpty() ? text : "\u001b[" + sgr + "m" + text + "\u001b[0m";
    }
}
