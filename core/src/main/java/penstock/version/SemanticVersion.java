package penstock.version;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as PBR understands it: three numbers, perhaps a pre-release, perhaps a count of commits after a release. Reads
 * every form that any PBR ever wrote; follows {@code SemanticVersion} of {@code pbr/version.py}.
 *
 * @param preRelease {@code a}, {@code b}, {@code rc}; empty for none
 * @param preNumber 0 without a pre-release
 * @param dev commits since the release; 0 for a release
 */
record SemanticVersion(long major, long minor, long patch, String preRelease, long preNumber, long dev)
        implements Comparable<SemanticVersion> {
    private static final Pattern PRE_RELEASE = Pattern.compile("[0-9]*([A-Za-z]*)([0-9]{1,18})");
    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingLong(SemanticVersion::major)
            .thenComparingLong(SemanticVersion::minor)
            .thenComparingLong(SemanticVersion::patch)
            // A development version without a pre-release comes before any pre-release, a release after all of them.
            .thenComparing(v -> v.dev == 0 || !v.preRelease.isEmpty())
            .thenComparing(v -> v.preRelease.isEmpty() ? "z" : v.preRelease)
            .thenComparingLong(SemanticVersion::preNumber)
            .thenComparingLong(v -> v.dev == 0 ? Long.MAX_VALUE : v.dev);
    static final SemanticVersion ZERO = new SemanticVersion(0, 0, 0, "", 0, 0);

    /** Empty where PBR would not take the text for a version. */
    static Optional<SemanticVersion> parse(String text) {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == 'v' || text.charAt(start) == 'V')) {
            start++;
        }
        String version = text.substring(start);
        if (version.isEmpty() || version.length() > 100 || !isDigit(version.charAt(0))) {
            return Optional.empty();
        }
        List<String> components = components(new ArrayList<>(List.of(version.split("\\.", -1))));
        if (components.size() < 3 || components.subList(0, 3).stream().anyMatch(c -> !isNumber(c))) {
            return Optional.empty();
        }
        SemanticVersion base = new SemanticVersion(
                Long.parseLong(components.get(0)),
                Long.parseLong(components.get(1)),
                Long.parseLong(components.get(2)),
                "",
                0,
                0);
        return base.remainder(components.subList(3, components.size()));
    }

    /** The numeric components first, filled up to three; a component such as {@code 0b1} is cut where its digits end. */
    private static List<String> components(List<String> input) {
        List<String> numbers =
                new ArrayList<>(input.stream().filter(SemanticVersion::isDigits).toList());
        int count = numbers.size();
        if (count == 0) {
            return List.of();
        }
        if (count < 3 && count < input.size() && startsWithDigit(input.get(count))) {
            String mixed = input.get(count);
            int cut = 0;
            while (cut < mixed.length() && isDigit(mixed.charAt(cut))) {
                cut++;
            }
            numbers.add(mixed.substring(0, cut));
            input.set(count, mixed.substring(0, cut));
            input.add(count + 1, mixed.substring(cut));
            count++;
        }
        while (numbers.size() < 3) {
            numbers.add("0");
        }
        numbers.addAll(input.subList(count, input.size()));
        return numbers;
    }

    private Optional<SemanticVersion> remainder(List<String> components) {
        if (components.isEmpty()) {
            return Optional.of(this);
        }
        String first = components.getFirst();
        if (isDigits(first) && !first.chars().allMatch(c -> c == '0')) {
            // The form before pbr 0.11: 0.1.2.3.g1234567
            return isNumber(first) ? Optional.of(withDev(Long.parseLong(first))) : Optional.empty();
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        char c = first.charAt(0);
        if (c != '0' && c != 'a' && c != 'b' && c != 'r') {
            return counts(components);
        }
        Matcher matcher = PRE_RELEASE.matcher(first);
        return matcher.matches() && !matcher.group(1).isEmpty()
                ? new SemanticVersion(major, minor, patch, matcher.group(1), Long.parseLong(matcher.group(2)), 0)
                        .counts(components.subList(1, components.size()))
                : Optional.empty();
    }

    private Optional<SemanticVersion> counts(List<String> components) {
        long devCount = 0;
        long postCount = 0;
        for (String component : components) {
            if (component.startsWith("dev") && isNumber(component.substring(3))) {
                devCount = Long.parseLong(component.substring(3));
            } else if (component.startsWith("post") && isNumber(component.substring(4))) {
                devCount = 0;
                postCount = Long.parseLong(component.substring(4));
            } else {
                return Optional.empty();
            }
        }
        if (postCount == 0) {
            return Optional.of(withDev(devCount));
        }
        return devCount == 0 ? Optional.of(increment(Change.PATCH).withDev(postCount)) : Optional.empty();
    }

    /** How much a new version differs from the last, as {@code Sem-Ver:} lines say it. */
    enum Change {
        PATCH,
        MINOR,
        MAJOR
    }

    /** The next version: of a pre-release the next pre-release, else patch, minor or major plus one. */
    SemanticVersion increment(Change change) {
        return switch (change) {
            case MAJOR -> new SemanticVersion(major + 1, 0, 0, "", 0, 0);
            case MINOR -> new SemanticVersion(major, minor + 1, 0, "", 0, 0);
            case PATCH ->
                preRelease.isEmpty()
                        ? new SemanticVersion(major, minor, patch + 1, "", 0, 0)
                        : new SemanticVersion(major, minor, patch, preRelease, preNumber + 1, 0);
        };
    }

    SemanticVersion withDev(long count) {
        return new SemanticVersion(major, minor, patch, preRelease, preNumber, count);
    }

    /** PBR's {@code release_string}: {@code 1.2.3.0rc1.dev4}. */
    String releaseString() {
        return major + "." + minor + "." + patch
                + (preRelease.isEmpty() ? "" : ".0" + preRelease + preNumber)
                + (dev == 0 ? "" : ".dev" + dev);
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    private static boolean isNumber(String text) {
        return isDigits(text) && text.length() <= 18;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isDigit((char) c));
    }

    private static boolean startsWithDigit(String text) {
        return !text.isEmpty() && isDigit(text.charAt(0));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
