package penstock.require.answer;

import penstock.version.Evr;

/**
 * A name with versions, as rpm's headers and repodata have them: what is provided or required.
 *
 * @param name for a rich requirement all of its text
 * @param evr of no meaning with {@link Sign#ANY}
 */
public record RpmDependency(String name, Sign sign, Evr evr) {
    private static final Evr NONE = new Evr("0", "", "");

    /** How a version is compared. */
    public enum Sign {
        ANY("", ""),
        LESS("<", "LT"),
        AT_MOST("<=", "LE"),
        EQUAL("=", "EQ"),
        AT_LEAST(">=", "GE"),
        GREATER(">", "GT");

        private final String written;
        private final String metadata;

        Sign(String written, String metadata) {
            this.written = written;
            this.metadata = metadata;
        }

        /** As specs write it; empty for any. */
        public String written() {
            return written;
        }

        /** Of {@code >=}, or of {@code GE} as primary.xml has it; any other text is {@link #ANY}. */
        public static Sign of(String text) {
            for (Sign sign : values()) {
                if (sign.written.equals(text) || sign.metadata.equals(text)) {
                    return sign;
                }
            }
            return ANY;
        }

        /** Of rpm's {@code RPMSENSE_} bits: less is 2, greater 4, equal 8. */
        public static Sign of(int flags) {
            return switch (flags & 0xf) {
                case 2 -> LESS;
                case 4 -> GREATER;
                case 8 -> EQUAL;
                case 10 -> AT_MOST;
                case 12 -> AT_LEAST;
                default -> ANY;
            };
        }
    }

    /** Of any version. */
    public static RpmDependency any(String name) {
        return new RpmDependency(name, Sign.ANY, NONE);
    }

    /** {@code name}, or {@code name sign evr} with single spaces, as rpm prints it. */
    public static RpmDependency parse(String text) {
        String[] words = text.strip().split("\\s+");
        return text.strip().startsWith("(") || words.length != 3
                ? any(text.strip())
                : new RpmDependency(words[0], Sign.of(words[1]), Evr.parse(words[2]));
    }

    /** Whether what is provided in this one version will do; a release counts only where both have one, as for rpm. */
    public boolean admits(Evr provided) {
        Evr there = evr.release().isEmpty() ? new Evr(provided.epoch(), provided.version(), "") : provided;
        Evr wanted = there.release().isEmpty() ? new Evr(evr.epoch(), evr.version(), "") : evr;
        int order = sign == Sign.ANY ? 0 : there.compareTo(wanted);
        return switch (sign) {
            case ANY -> true;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case EQUAL -> order == 0;
            case AT_LEAST -> order >= 0;
            case GREATER -> order > 0;
        };
    }

    @Override
    public String toString() {
        return sign == Sign.ANY ? name : name + " " + bound();
    }

    /** {@code <= 9.2}; empty for any. */
    public String bound() {
        return sign == Sign.ANY ? "" : sign.written() + " " + evr;
    }
}
