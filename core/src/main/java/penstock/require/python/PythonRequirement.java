package penstock.require.python;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A requirement by PEP 508: {@code name[extra]>=1.2,!=1.5; python_version >= "3.9"} or {@code name @ https://...; marker}.
 *
 * <p>Two are equal when all their parts are; case and separators in names, the order of extras and of clauses, and white space do not
 * count. ({@code packaging} 23.0 compares names as written, newer ones as here.)
 *
 * @param extras without repetition, in the order of their written names
 * @param specifiers {@link SpecifierSet#ANY} when there are none, and when there is a URL
 */
public record PythonRequirement(
        PythonName name,
        List<PythonName> extras,
        SpecifierSet specifiers,
        Optional<String> url,
        Optional<Marker> marker) {
    /** The longest text that is read, here and in the other types of this package. */
    public static final int MAX_LENGTH = 4096;

    public PythonRequirement {
        Map<String, PythonName> byText = new TreeMap<>();
        extras.forEach(extra -> byText.put(extra.written(), extra));
        extras = List.copyOf(byText.values());
    }

    /**
     * Reads one requirement. Comments, line continuations and options of requirements.txt are not part of one. As in {@code packaging}
     * 23.0, one newline may end the text, a comma may end the clauses, and a name may end with {@code _}.
     */
    public static Reading<PythonRequirement> read(String text) {
        return TextScan.read(text, RequirementScan::requirement);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PythonRequirement that
                && name.equals(that.name)
                && new HashSet<>(extras).equals(new HashSet<>(that.extras))
                && specifiers.equals(that.specifiers)
                && url.equals(that.url)
                && marker.equals(that.marker);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, new HashSet<>(extras), specifiers, url, marker);
    }

    /** As {@code packaging} writes it: {@code name[a,b]!=1.5,>=1.2; marker} or {@code name@ URL ; marker}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name.written());
        if (!extras.isEmpty()) {
            text.append(extras.stream().map(PythonName::written).collect(Collectors.joining(",", "[", "]")));
        }
        text.append(specifiers);
        url.ifPresent(address -> text.append("@ ").append(address).append(marker.isPresent() ? " " : ""));
        marker.ifPresent(condition -> text.append("; ").append(condition));
        return text.toString();
    }
}
