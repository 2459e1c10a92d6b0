package penstock.require.python;

/** Ends the reading of one text; never leaves this package. */
final class TextRefused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String sentence;
    private final int column;

    TextRefused(String sentence, int column) {
        super(sentence, null, false, false);
        this.sentence = sentence;
        this.column = column;
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    /** Counted from 1. */
    int column() {
        return column;
    }
}
