package penstock.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B2: YAML is read as PyYAML reads it, compared with python3-yaml's {@code safe_load} itself. */
class PyYamlTest {
    private static final List<String> PIECES = List.of(
            "a",
            "b1",
            "yes",
            "~",
            "010",
            "1.5",
            "1:30",
            "2001-01-01",
            "- ",
            "- ",
            ": ",
            ": ",
            "\n",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "'",
            "\"",
            "#",
            " #",
            "&x ",
            "*x",
            "<<: ",
            "|",
            ">",
            "!!str ",
            "? ",
            "-",
            "\\",
            "\u00fc",
            "---\n",
            "%",
            "@");

    /** Prints each text's value in a form that tells types apart; {@code ERROR} where PyYAML refuses it. */
    private static final String SCRIPT = """
            import datetime, json, sys, yaml
            def show(v):
                if v is None: return 'null'
                if isinstance(v, bool): return 'bool ' + str(v)
                if isinstance(v, int): return 'int ' + str(v)
                if isinstance(v, float): return 'float ' + v.hex()
                if isinstance(v, str): return 'str ' + v.encode('utf-16-be', 'surrogatepass').hex()
                if isinstance(v, bytes): return 'bytes ' + v.hex()
                if isinstance(v, datetime.datetime): return 'time ' + v.strftime('%Y-%m-%dT%H:%M:%S.%f%z').zfill(26)
                if isinstance(v, datetime.date): return 'date ' + v.isoformat()
                if isinstance(v, list): return '[' + ', '.join(map(show, v)) + ']'
                if isinstance(v, dict): return '{' + ', '.join(show(k) + ': ' + show(v[k]) for k in v) + '}'
                return 'other ' + repr(v)
            for text in json.load(open(sys.argv[1])):
                try: print(show(yaml.safe_load(text)))
                except Exception: print('ERROR')
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void pyYamlIsThere() {
        try {
            run(List.of("/usr/bin/python3", "-c", "import yaml"));
        } catch (IOException | IllegalStateException e) {
            Assumptions.abort("python3-yaml is not installed");
        }
    }

    private static final List<String> TABLE = List.of(
            // Truth values and nothing
            "[yes, Yes, YES, no, on, Off, true, TRUE, y, n, Y, yEs, tRUE]",
            "[~, null, Null, NULL, nULL, '', \"\", ]",
            "a:\nb: \nc: ''",
            // Numbers
            "[0, 00, 010, 0644, 08, 0o17, 0x1F, -0x1f, 0b101, 1_000, +5, -7, 0_, 1_, 0x_1, 12345678901234567890123]",
            "[1:30, 190:20:30, 1:60, 0:30, -1:30, 12:30:45.5, 1:2.5, 08:30, 1:08]",
            "[1.0, 1., .5, -.5, +.5, 1e3, 1.0e3, 1.0e+3, 1.5E-3, 1_0.5, .inf, -.INF, .nan, .NaN, ., -, +, 1.2.3, 685230.15, 1e400, 1.0e+400]",
            "[3.9.0, 2024.1, 1.10, 1.0.0.0rc1, v1, 1a, 0.0.1.dev3]",
            // Times
            "[2001-12-14, 2001-12-14t21:59:43.10-05:00, 2001-12-14 21:59:43.10 -5, 2001-12-15 2:59:43.10, 2001-1-1, 2001-01-01T1:2:3]",
            "[2001-12-14 21:59:43.1234567Z, 2001-12-14T21:59:43, 01-02-2003, 2001-12-14x]",
            "2001-13-45",
            "2001-12-14T25:00:00",
            // Tags
            "[!!str 12, !!int '3', !!float 3, !!bool yes, !!null x, !!str, ! 12, !!binary aGVsbG8=, !!timestamp 2001-1-1]",
            "!!int x",
            "!!bool maybe",
            "!!python/object/apply:os.system [ls]",
            "!unknown x",
            "!!map {a: 1}",
            "!!seq [1]",
            // Merges
            "base: &b {a: 1, b: 2}\nx: {<<: *b, b: 3, c: 4}\ny:\n  z: 0\n  <<: *b",
            "a: &a {k: 1, m: 1}\nb: &b {k: 2, n: 2}\nx: {<<: [*a, *b], z: 1}\ny: {<<: *a, <<: *b}",
            "a: &a {k: 1}\nb: &b {<<: *a, l: 2}\nc: {<<: *b}",
            "x: {<<: 3}",
            "x: {<<: [3]}",
            "x: {\"<<\": {a: 1}}",
            "x: <<",
            "x: =",
            "{=: 1}",
            // Keys
            "a: 1\nb: 2\na: 3",
            "1: a\n1.0: b\ntrue: c",
            "yes: a\non: b\nno: c",
            "null: a\n~: b",
            "? a\n: b\n? c",
            "[a, b]: c",
            "{[a]: b}",
            "? {a: 1}\n: b",
            "{a, b: , c}",
            // Anchors
            "a: &x [1, 2]\nb: *x\nc: *x",
            "a: *missing",
            "&a a: *a",
            "[&a 1, &a 2, *a]",
            // Texts
            "a: 'it''s'\nb: \"tab\\t uni\\u263a \\x41 \\_ \\N \\e nl\\n\"\nc: plain text # comment\nd: a#b",
            "a: |\n  one\n   two\n\n  three\nb: >-\n  folded\n  text\n\n  par\nc: |+\n  keep\n\nd: >2\n   x",
            "a: b: c",
            "a:b",
            "- - 1\n  - 2\n-\n  - 3",
            "a: [1,\n 2]\nb: {c: d,\n e: f}",
            "\"a\\\n  b\"",
            "'multi\n  line\n\n  text'",
            "plain\n  goes on\n\n  here",
            "a: \"\\ud83d\\ude00\"",
            "a: \ud83d\ude00 \u00fc",
            "%YAML 1.1\n---\na: 010",
            "%YAML 1.2\n---\na: 010",
            "--- a\n...",
            "a\n---\nb",
            "---\n---\n",
            "",
            "# only a comment",
            "\ufeffa: 1",
            // Mistakes
            "a: 1\n b: 2",
            "a:\n\t- 1",
            "a:\t1",
            "{\"a\":\t1}",
            "- a\nb",
            "[1, 2",
            "{a: 1",
            "'open",
            "a: @b",
            "a: `b",
            "a: %b",
            "a: !<x b",
            "\u0000",
            "a: \u0007",
            "a: \"\\q\"",
            "a: &",
            "a: *",
            "key: [a, b: c, {d: e}]",
            "{a:1, b:2}",
            "{\"a\":1}",
            "[a:1, ::b, -c, ?d]",
            // JSON
            "{\"name\": \"puppet-keystone\", \"version\": \"27.0.0\", \"dependencies\": [{\"name\": \"a/b\", \"r\": \">= 1.0 < 2\"}], \"n\": null, \"t\": true, \"f\": -1.5e3}",
            "{\"a\": \"\\u00e9\\n\\\"\", \"b\": []}");

    @Test
    void table() throws Exception {
        assertThat(different(TABLE)).isEmpty();
    }

    @Test
    void seededTextsAreReadAlike() throws Exception {
        Random random = new Random(20260717);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            texts.add(text.toString());
        }
        List<String> different = different(texts);
        assertThat(different.stream().filter(d -> !d.contains("PyYAML  ERROR")).toList())
                .isEmpty();
        // SnakeYAML's scanner lets a few mistakes pass that PyYAML's finds, such as text after a quoted complex key.
        assertThat(different).hasSizeLessThan(5);
    }

    private List<String> different(List<String> texts) throws Exception {
        Path input = folder.resolve("texts.json");
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            json.append(json.length() == 1 ? "\"" : ",\"");
            text.chars().forEach(c -> json.append("\\u%04x".formatted(c)));
            json.append('"');
        }
        Files.writeString(input, json.append(']'));
        List<String> expected = run(List.of("/usr/bin/python3", "-c", SCRIPT, input.toString()))
                .lines()
                .toList();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String ours = read(texts.get(i));
            if (!ours.equals(expected.get(i))) {
                wrong.add(
                        texts.get(i).replace("\n", "\\n") + "\n   PyYAML  " + expected.get(i) + "\n   ours    " + ours);
            }
        }
        return wrong;
    }

    private static String read(String text) {
        return new YamlReader()
                .read("test.yaml", text)
                .root()
                .map(PyYamlTest::show)
                .orElse("ERROR");
    }

    private static String show(YamlNode node) {
        return switch (node) {
            case YamlList list ->
                "["
                        + String.join(
                                ", ",
                                list.items().stream().map(PyYamlTest::show).toList()) + "]";
            case YamlMap map ->
                "{"
                        + String.join(
                                ", ",
                                map.entries().stream()
                                        .map(e -> show(e.key()) + ": " + show(e.value()))
                                        .toList())
                        + "}";
            case YamlScalar scalar -> show(scalar.value());
        };
    }

    private static String show(YamlScalar.Value value) {
        return switch (value) {
            case YamlScalar.Value.Null() -> "null";
            case YamlScalar.Value.Bool(boolean b) -> "bool " + (b ? "True" : "False");
            case YamlScalar.Value.Int(var number) -> "int " + number;
            case YamlScalar.Value.Real(double number) -> "float " + real(number);
            case YamlScalar.Value.Date(var date) -> "date " + date;
            case YamlScalar.Value.LocalTime(var time) ->
                "time "
                        + DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS")
                                .format(time);
            case YamlScalar.Value.ZonedTime(var time) ->
                "time "
                        + DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxx")
                                .format(time);
            case YamlScalar.Value.Text(String text) -> "str " + hex(text.getBytes(StandardCharsets.UTF_16BE));
            case YamlScalar.Value.Bytes(String bytes) -> "bytes " + hex(bytes.getBytes(StandardCharsets.ISO_8859_1));
            case YamlScalar.Value.Tagged tagged -> "other " + tagged;
        };
    }

    /** As Python's {@code float.hex}. */
    private static String real(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        String hex = Double.toHexString(value);
        int point = hex.indexOf('.');
        int exponent = hex.indexOf('p');
        String digits = value == 0 ? "0" : hex.substring(point + 1, exponent);
        String power = hex.substring(exponent + 1);
        String filled = value == 0 ? "0" : (digits + "0".repeat(13)).substring(0, 13);
        return hex.substring(0, point + 1) + filled + "p" + (power.startsWith("-") ? power : "+" + power);
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("python3 failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return out;
    }
}
