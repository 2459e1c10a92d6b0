package penstock.require.python;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version by PEP 440: {@code [epoch!]release[pre][.postN][.devN][+local]}.
 *
 * <pre>
 *   1.dev0 {@literal <} 1.0a1.dev1 {@literal <} 1.0a1 {@literal <} 1.0rc1 {@literal <} 1.0 {@literal <} 1.0+local
 *     {@literal <} 1.0.post1.dev1 {@literal <} 1.0.post1 {@literal <} 1.0.1 {@literal <} 1!0
 * </pre>
 *
 * Order and equality are those of {@code packaging.version.Version}: 1.0 and 1.0.0 are equal. Numbers may have any length. Letters are
 * ASCII: the four others that Python's case folding takes for them (such as the Kelvin sign for k) are refused.
 *
 * @param epoch 0 when there is none
 * @param release at least one number, trailing zeros kept
 * @param local its segments in lower case, numbers without leading zeros; empty when there is none
 */
public record PythonVersion(
        BigInteger epoch,
        List<BigInteger> release,
        Optional<Pre> pre,
        Optional<BigInteger> post,
        Optional<BigInteger> dev,
        List<String> local)
        implements Comparable<PythonVersion> {
    /**
     * A pre-release.
     *
     * @param phase {@code a}, {@code b} or {@code rc}
     */
    public record Pre(String phase, BigInteger number) implements Comparable<Pre> {
        @Override
        public int compareTo(Pre other) {
            int order = phase.compareTo(other.phase);
            return order != 0 ? order : number.compareTo(other.number);
        }

        @Override
        public String toString() {
            return phase + number;
        }
    }

    public PythonVersion {
        release = List.copyOf(release);
        local = List.copyOf(local);
    }

    /** Reads a version in any spelling that PEP 440 knows, white space around it aside. */
    public static Reading<PythonVersion> read(String text) {
        return TextScan.read(text, scan -> {
            scan.skipSpace();
            PythonVersion version = VersionScan.version(scan);
            if (version == null) {
                throw scan.refused("A version by PEP 440 begins with a number");
            }
            scan.skipSpace();
            if (!scan.atEnd()) {
                throw scan.refused("Not part of a version by PEP 440");
            }
            return version;
        });
    }

    /** A pre-release by PEP 440: alpha, beta, candidate or development. */
    public boolean isPrerelease() {
        return pre.isPresent() || dev.isPresent();
    }

    public boolean isPostrelease() {
        return post.isPresent();
    }

    /** Without its local part. */
    public PythonVersion publicVersion() {
        return local.isEmpty() ? this : new PythonVersion(epoch, release, pre, post, dev, List.of());
    }

    /** Epoch and release only. */
    public PythonVersion baseVersion() {
        return new PythonVersion(epoch, release, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** The text that every spelling of an equal version has: normalised, without trailing zeros of the release. */
    public String canonical() {
        return text(significant());
    }

    @Override
    public int compareTo(PythonVersion other) {
        int order = epoch.compareTo(other.epoch);
        if (order == 0) {
            order = compareReleases(release, other.release);
        }
        if (order == 0) {
            order = comparePre(other);
        }
        if (order == 0) {
            order = absentFirst(post, other.post);
        }
        if (order == 0) {
            order = -Boolean.compare(dev.isPresent(), other.dev.isPresent());
        }
        if (order == 0 && dev.isPresent()) {
            order = absentFirst(dev, other.dev);
        }
        return order != 0 ? order : compareLocals(local, other.local);
    }

    /** 1.dev1 comes before 1a1, which comes before 1 and 1.post1. */
    private int comparePre(PythonVersion other) {
        int order = Integer.compare(preRank(), other.preRank());
        return order == 0 && pre.isPresent() ? pre.get().compareTo(other.pre.orElseThrow()) : order;
    }

    private int preRank() {
        return pre.isPresent() ? 1 : post.isEmpty() && dev.isPresent() ? 0 : 2;
    }

    private static int absentFirst(Optional<BigInteger> a, Optional<BigInteger> b) {
        return a.isPresent() && b.isPresent()
                ? a.get().compareTo(b.get())
                : Boolean.compare(a.isPresent(), b.isPresent());
    }

    private static int compareReleases(List<BigInteger> a, List<BigInteger> b) {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            BigInteger x = i < a.size() ? a.get(i) : BigInteger.ZERO;
            BigInteger y = i < b.size() ? b.get(i) : BigInteger.ZERO;
            int order = x.compareTo(y);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Words before numbers, fewer segments before more. */
    private static int compareLocals(List<String> a, List<String> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            String x = a.get(i);
            String y = b.get(i);
            boolean number = isNumber(x);
            int order = Boolean.compare(number, isNumber(y));
            if (order == 0) {
                order = number && x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static boolean isNumber(String segment) {
        for (int i = 0; i < segment.length(); i++) {
            if (!PythonText.isDigit(segment.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private List<BigInteger> significant() {
        int size = release.size();
        while (size > 1 && release.get(size - 1).signum() == 0) {
            size--;
        }
        return release.subList(0, size);
    }

    private String text(List<BigInteger> numbers) {
        StringBuilder text = new StringBuilder();
        if (epoch.signum() != 0) {
            text.append(epoch).append('!');
        }
        for (int i = 0; i < numbers.size(); i++) {
            text.append(i == 0 ? "" : ".").append(numbers.get(i));
        }
        pre.ifPresent(text::append);
        post.ifPresent(number -> text.append(".post").append(number));
        dev.ifPresent(number -> text.append(".dev").append(number));
        if (!local.isEmpty()) {
            text.append('+').append(String.join(".", local));
        }
        return text.toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PythonVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(epoch, significant(), pre, post, dev, local);
    }

    /** Normalised, as {@code packaging} writes it. */
    @Override
    public String toString() {
        return text(release);
    }
}
