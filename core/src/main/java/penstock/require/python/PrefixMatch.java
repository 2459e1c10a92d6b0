package penstock.require.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The match of {@code ==1.2.*}, on texts split at their dots, step by step as {@code packaging} 23.0 does it. So its oddities are kept,
 * too: an epoch sticks to the first number, and zeros that a short version lacks are put before it then; and in {@code ~=} a pre-release
 * counts as one only in the spellings {@code a}, {@code b} and {@code rc} with a dot before it. Newer ones mended that.
 */
final class PrefixMatch {
    private static final List<String> SUFFIXES = List.of("dev", "a", "b", "rc", "post");

    private PrefixMatch() {}

    /** @param prefix as written before {@code .*} */
    static boolean matches(PythonVersion candidate, String prefix) {
        Optional<PythonVersion> version = PythonVersion.read(prefix).value();
        List<String> wanted = split(version.map(PythonVersion::toString).orElse(prefix));
        List<String> padded = pad(split(candidate.publicVersion().canonical()), numbers(wanted));
        return padded.subList(0, Math.min(padded.size(), wanted.size())).equals(wanted);
    }

    /** What {@code ~=} wants the version to begin with: all but the last part of its release. */
    static String ofCompatible(String version) {
        List<String> parts = split(version);
        int end = 0;
        while (end < parts.size() && !isSuffix(parts.get(end))) {
            end++;
        }
        return String.join(".", parts.subList(0, Math.max(0, end - 1)));
    }

    private static boolean isSuffix(String part) {
        return SUFFIXES.stream().anyMatch(part::startsWith);
    }

    /** 1.0rc1 to 1, 0, rc1. */
    private static List<String> split(String version) {
        List<String> parts = new ArrayList<>();
        for (String part : version.split("\\.", -1)) {
            int digits = digits(part, 0);
            int letters = digits;
            while (letters < part.length() && !PythonText.isDigit(part.charAt(letters))) {
                letters++;
            }
            boolean phase = List.of("a", "b", "c", "rc").contains(part.substring(digits, letters));
            if (digits > 0 && phase && letters < part.length() && digits(part, letters) == part.length()) {
                parts.add(part.substring(0, digits));
                parts.add(part.substring(digits));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private static int digits(String part, int from) {
        int to = from;
        while (to < part.length() && PythonText.isDigit(part.charAt(to))) {
            to++;
        }
        return to;
    }

    /** How many numbers are at the beginning. */
    private static int numbers(List<String> parts) {
        int count = 0;
        while (count < parts.size()
                && !parts.get(count).isEmpty()
                && digits(parts.get(count), 0) == parts.get(count).length()) {
            count++;
        }
        return count;
    }

    private static List<String> pad(List<String> parts, int wanted) {
        int numbers = numbers(parts);
        List<String> padded = new ArrayList<>(parts.subList(0, numbers));
        for (int i = numbers; i < wanted; i++) {
            padded.add("0");
        }
        padded.addAll(parts.subList(numbers, parts.size()));
        return padded;
    }
}
