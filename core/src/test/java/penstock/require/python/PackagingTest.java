package penstock.require.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 4.A2: equal answers to those of Debian's python3-packaging, on thousands of seeded cases of each kind, right ones and broken ones. */
class PackagingTest {
    private static final int CASES = 2_000;

    @TempDir
    private Path folder;

    @BeforeAll
    static void packagingIsThere() throws IOException {
        Process python = new ProcessBuilder("/usr/bin/python3", "-c", "import packaging; print(packaging.__version__)")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String version = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Assumptions.assumeTrue(
                version.equals("23.0"), "python3-packaging 23.0 is not installed, but '" + version + "'");
    }

    @Test
    void versions() throws Exception {
        PackagingCases cases = new PackagingCases(20260901);
        compare(
                "version",
                () -> List.of(cases.oneIn(4) ? cases.mutated(cases.version()) : cases.version()),
                texts -> answer(PythonVersion.read(texts.getFirst()), PackagingTest::show));
    }

    @Test
    void orderOfVersions() throws Exception {
        PackagingCases cases = new PackagingCases(20260902);
        compare(
                "order",
                () -> {
                    String one = cases.version();
                    return List.of(one, cases.oneIn(2) ? cases.near(one) : cases.version());
                },
                texts -> answer(
                        PythonVersion.read(texts.get(0)),
                        a -> answer(
                                PythonVersion.read(texts.get(1)),
                                b -> Integer.signum(a.compareTo(b)) + " "
                                        + flag(a.equals(b) && a.hashCode() == b.hashCode()))));
    }

    @Test
    void specifiers() throws Exception {
        PackagingCases cases = new PackagingCases(20260903);
        compare(
                "specifier",
                () -> List.of(cases.oneIn(3) ? cases.mutated(cases.specifier()) : cases.specifier()),
                texts -> answer(
                        Specifier.read(texts.getFirst()),
                        clause -> clause + "|" + clause.operator().sign() + "|" + clause.version() + "|"
                                + flag(clause.admitsPrereleases())));
    }

    @Test
    void specifiersThatContainVersions() throws Exception {
        PackagingCases cases = new PackagingCases(20260904);
        compare(
                "contains",
                () -> {
                    String bounds = cases.oneIn(2) ? cases.specifier() : cases.specifiers();
                    return List.of(bounds, cases.versionFor(bounds));
                },
                texts -> answer(
                        SpecifierSet.read(texts.get(0)),
                        set -> answer(
                                PythonVersion.read(texts.get(1)),
                                version -> set + "|" + flag(set.contains(version)) + flag(set.contains(version, true))
                                        + flag(set.contains(version, false)))));
    }

    @Test
    void setsOfSpecifiers() throws Exception {
        PackagingCases cases = new PackagingCases(20260905);
        compare(
                "sets",
                () -> {
                    String one = cases.specifiers();
                    return List.of(
                            one,
                            cases.oneIn(2) ? reordered(one) : cases.oneIn(3) ? cases.mutated(one) : cases.specifiers());
                },
                texts -> answer(
                        SpecifierSet.read(texts.get(0)),
                        a -> answer(
                                SpecifierSet.read(texts.get(1)),
                                b -> a + "|" + b + "|" + flag(a.equals(b) && a.hashCode() == b.hashCode()))));
    }

    private static String reordered(String specifiers) {
        List<String> clauses = new ArrayList<>(List.of(specifiers.split(",", -1)));
        return String.join(" , ", clauses.reversed());
    }

    @Test
    void markers() throws Exception {
        PackagingCases cases = new PackagingCases(20260906);
        compare(
                "marker",
                () -> {
                    List<String> texts = new ArrayList<>(cases.environment());
                    texts.addFirst(cases.oneIn(4) ? cases.mutated(cases.marker()) : cases.marker());
                    return texts;
                },
                texts -> answer(
                        Marker.read(texts.getFirst()),
                        marker -> marker + "|"
                                + answer(marker.holds(environment(texts.subList(1, 5))), PackagingTest::flag)));
    }

    private static MarkerEnvironment environment(List<String> texts) {
        return new MarkerEnvironment(
                texts.get(0),
                new MarkerEnvironment.Implementation("cpython", texts.get(0), "CPython"),
                new MarkerEnvironment.Platform(
                        "posix", "linux", "Linux", texts.get(1), texts.get(2), "#1 SMP Debian 6.1.90-1"),
                texts.get(3));
    }

    @Test
    void requirements() throws Exception {
        PackagingCases cases = new PackagingCases(20260907);
        compare(
                "requirement",
                () -> List.of(cases.oneIn(3) ? cases.mutated(cases.requirement()) : cases.requirement()),
                PackagingTest::requirement);
    }

    @Test
    void urls() throws Exception {
        PackagingCases cases = new PackagingCases(20260908);
        compare(
                "requirement",
                () -> List.of("a @ " + (cases.oneIn(3) ? cases.mutated(cases.url()) : cases.url())),
                PackagingTest::requirement);
    }

    private static String requirement(List<String> texts) {
        return answer(
                PythonRequirement.read(texts.getFirst()),
                read -> read + "|" + read.name() + "|"
                        + read.extras().stream().map(PythonName::written).collect(Collectors.joining(",")) + "|"
                        + read.specifiers() + "|" + read.url().orElse("") + "|"
                        + read.marker().map(Marker::toString).orElse(""));
    }

    @Test
    void names() throws Exception {
        PackagingCases cases = new PackagingCases(20260909);
        compare(
                "name",
                () -> List.of(cases.mutated(cases.name())),
                texts -> PythonName.of(texts.getFirst()).normalised());
    }

    private static String show(PythonVersion version) {
        return String.join(
                "|",
                version.toString(),
                version.canonical(),
                version.publicVersion().toString(),
                version.baseVersion().toString(),
                flag(version.isPrerelease()) + flag(version.isPostrelease()));
    }

    private static String flag(boolean flag) {
        return flag ? "T" : "F";
    }

    private static <T> String answer(Reading<T> reading, Function<T, String> shown) {
        return reading.value().map(shown).orElse("ERROR");
    }

    private void compare(String kind, Supplier<List<String>> source, Function<List<String>, String> ours)
            throws IOException, InterruptedException {
        List<List<String>> cases = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            cases.add(source.get());
        }
        List<String> expected = packaging(kind, cases);
        List<String> different = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            String answer = escaped(ours.apply(cases.get(i)));
            if (!answer.equals(expected.get(i))) {
                different.add(escaped(cases.get(i).toString()) + "\n   packaging  " + expected.get(i)
                        + "\n   ours       " + answer);
            }
        }
        assertThat(different).isEmpty();
        // A comparison of mistakes only would say little.
        long right = expected.stream().filter(line -> !line.contains("ERROR")).count();
        assertThat(right).isGreaterThan(CASES / 4);
    }

    private List<String> packaging(String kind, List<List<String>> cases) throws IOException, InterruptedException {
        Path input = folder.resolve(kind + ".txt");
        Path script = folder.resolve("answers.py");
        Path output = folder.resolve(kind + ".out");
        try (InputStream resource =
                Objects.requireNonNull(PackagingTest.class.getResourceAsStream("packaging_answers.py"))) {
            Files.copy(resource, script);
        }
        Files.write(
                input,
                cases.stream()
                        .map(texts -> texts.stream().map(PackagingTest::hex).collect(Collectors.joining(" ", "", " ")))
                        .toList());
        Process python = new ProcessBuilder("/usr/bin/python3", "-W", "ignore", script.toString(), kind)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(python.waitFor()).isZero();
        return Files.readAllLines(output);
    }

    private static String hex(String text) {
        return text.chars().mapToObj("%04x"::formatted).collect(Collectors.joining("", "x", ""));
    }

    /** ASCII as it is, all else and backslashes by number. */
    private static String escaped(String text) {
        return text.chars()
                .mapToObj(c -> c >= ' ' && c <= '~' && c != '\\' ? String.valueOf((char) c) : "\\u%04x".formatted(c))
                .collect(Collectors.joining());
    }
}
