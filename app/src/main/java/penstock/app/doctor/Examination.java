package penstock.app.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject what it is, as a person would call it
 * @param found what is there, or what happened when it was tried
 * @param remedy how to get it; empty when nothing is to be done
 */
public record Examination(String subject, Result result, String found, String remedy) {
    public enum Result {
        OK,
        /** Penstock runs without it, but not everything in it. */
        WARNING,
        MISSING
    }

    static Examination ok(String subject, String found) {
        return new Examination(subject, Result.OK, found, "");
    }

    static Examination warning(String subject, String found, String remedy) {
        return new Examination(subject, Result.WARNING, found, remedy);
    }

    static Examination missing(String subject, String found, String remedy) {
        return new Examination(subject, Result.MISSING, found, remedy);
    }
}
