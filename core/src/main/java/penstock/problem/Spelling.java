package penstock.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known word was meant. */
public final class Spelling {
    private Spelling() {}

    /**
     * The known word that is nearest to what was written, when it is near: up to a third of its letters changed, added, left out or
     * swapped with a neighbour; letters' case, hyphens and underscores hardly count.
     */
    public static Optional<String> nearest(String written, Collection<String> known) {
        String plain = plain(written);
        if (plain.length() > 100) {
            return Optional.empty();
        }
        return known.stream()
                .filter(word ->
                        distance(plain, plain(word)) <= Math.max(1, Math.min(plain.length(), word.length()) / 3))
                .min(Comparator.<String>comparingInt(word -> distance(plain, plain(word)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code did you mean X?}, or which words there are when none is near and they are few; else empty. */
    public static String hint(String written, Collection<String> known) {
        return nearest(written, known)
                .map(word -> "did you mean " + word + "?")
                .orElseGet(() -> known.isEmpty() || known.size() > 20
                        ? ""
                        : "known are "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Edits from one word to the other, a swap of neighbours counting as one. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + changed);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
