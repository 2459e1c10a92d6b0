package penstock.require.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of PEP 440's versions, from the place of a scan as far as a version goes. It never has to go back: what
 * {@code packaging}'s expression takes first is also what makes the longest version.
 */
final class VersionScan {
    // Longer words first, so that "alpha" is not read as "a".
    private static final List<String> PRE = List.of("alpha", "beta", "preview", "pre", "rc", "a", "b", "c");
    private static final List<String> POST = List.of("post", "rev", "r");
    private static final List<String> DEV = List.of("dev");

    private VersionScan() {}

    /** The version that begins here; null, and the place is as it was, when none does. */
    static @Nullable PythonVersion version(TextScan scan) {
        Start start = start(scan);
        return start == null ? null : rest(scan, start, true);
    }

    /** Epoch and release, which every version has. */
    record Start(BigInteger epoch, List<BigInteger> release) {}

    static @Nullable Start start(TextScan scan) {
        int from = scan.at();
        if (scan.peek() == 'v' || scan.peek() == 'V') {
            scan.moveTo(from + 1);
        }
        if (!PythonText.isDigit(scan.peek())) {
            scan.moveTo(from);
            return null;
        }
        BigInteger first = number(scan.takeDigits());
        BigInteger epoch = BigInteger.ZERO;
        if (scan.peek() == '!' && PythonText.isDigit(scan.peek(1))) {
            scan.take('!');
            epoch = first;
            first = number(scan.takeDigits());
        }
        if (scan.peek() != '.' || !PythonText.isDigit(scan.peek(1))) {
            return new Start(epoch, List.of(first));
        }
        List<BigInteger> release = new ArrayList<>(4);
        release.add(first);
        while (scan.peek() == '.' && PythonText.isDigit(scan.peek(1))) {
            scan.take('.');
            release.add(number(scan.takeDigits()));
        }
        return new Start(epoch, release);
    }

    static PythonVersion rest(TextScan scan, Start start, boolean mayBeLocal) {
        Optional<PythonVersion.Pre> pre = pre(scan);
        Optional<BigInteger> post = post(scan);
        Optional<BigInteger> dev = part(scan, DEV).map(Part::number);
        List<String> local = mayBeLocal ? local(scan) : List.of();
        return new PythonVersion(start.epoch, start.release, pre, post, dev, local);
    }

    private static Optional<PythonVersion.Pre> pre(TextScan scan) {
        return part(scan, PRE).map(part -> new PythonVersion.Pre(phase(part.word), part.number));
    }

    private static String phase(String word) {
        return switch (word) {
            case "alpha", "a" -> "a";
            case "beta", "b" -> "b";
            default -> "rc";
        };
    }

    private static Optional<BigInteger> post(TextScan scan) {
        if (scan.peek() == '-' && PythonText.isDigit(scan.peek(1))) {
            scan.take('-');
            return Optional.of(number(scan.takeDigits()));
        }
        return part(scan, POST).map(Part::number);
    }

    private record Part(String word, BigInteger number) {}

    /** {@code [-_.]?WORD[-_.]?[0-9]*} */
    private static Optional<Part> part(TextScan scan, List<String> words) {
        int from = scan.at();
        skipSeparator(scan);
        String word = scan.takeWord(words);
        if (word == null) {
            scan.moveTo(from);
            return Optional.empty();
        }
        skipSeparator(scan);
        String digits = scan.takeDigits();
        return Optional.of(new Part(word, digits.isEmpty() ? BigInteger.ZERO : number(digits)));
    }

    private static List<String> local(TextScan scan) {
        if (scan.peek() != '+' || !PythonText.isLetterOrDigit(scan.peek(1))) {
            return List.of();
        }
        List<String> segments = new ArrayList<>();
        do {
            scan.moveTo(scan.at() + 1);
            int from = scan.at();
            while (PythonText.isLetterOrDigit(scan.peek())) {
                scan.moveTo(scan.at() + 1);
            }
            segments.add(segment(scan.since(from)));
        } while (isSeparator(scan.peek()) && PythonText.isLetterOrDigit(scan.peek(1)));
        return segments;
    }

    private static String segment(String written) {
        boolean number = written.chars().allMatch(c -> PythonText.isDigit((char) c));
        return number ? number(written).toString() : written.toLowerCase(Locale.ROOT);
    }

    private static void skipSeparator(TextScan scan) {
        if (isSeparator(scan.peek())) {
            scan.moveTo(scan.at() + 1);
        }
    }

    private static boolean isSeparator(char c) {
        return c == '-' || c == '_' || c == '.';
    }

    private static BigInteger number(String digits) {
        return digits.length() < 18 ? BigInteger.valueOf(Long.parseLong(digits)) : new BigInteger(digits);
    }
}
