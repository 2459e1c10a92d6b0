package penstock.require.python;

import java.util.List;
import java.util.Random;

/** Seeded texts of versions, clauses, markers and requirements, most of them right, some broken a little. */
final class PackagingCases {
    /** What a mutation puts in: what the grammars use, and what they must not take for it. */
    private static final List<String> ODD = List.of(
            "0",
            "1",
            "9",
            ".",
            "..",
            "-",
            "_",
            "+",
            "!",
            "*",
            ".*",
            "v",
            "a",
            "b",
            "c",
            "rc",
            "r",
            "A",
            "dev",
            "post",
            "pre",
            "x",
            "z",
            " ",
            "  ",
            "\t",
            "\n",
            "\r",
            "\f",
            "\u00a0",
            "\u2003",
            "\u001c",
            "\u0085",
            "\u00e9",
            "\u0663",
            "\u4e2d",
            "\ud83d\ude00",
            "(",
            ")",
            "[",
            "]",
            ",",
            ";",
            "@",
            "=",
            "==",
            "===",
            "~=",
            "!=",
            "<",
            ">",
            "<=",
            ">=",
            "'",
            "\"",
            "\\",
            "\\n",
            "\\x41",
            "\\u0041",
            "\\101",
            "\\q",
            "#",
            "/",
            "://",
            ":",
            "?",
            "%",
            "\0",
            " and ",
            " or ",
            "in",
            "not",
            "extra",
            "os_name",
            "os.name",
            "python_version");

    private static final List<String> PHASES =
            List.of("a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "A", "RC", "Beta", "Preview");
    private static final List<String> POSTS = List.of("post", "rev", "r", "POST", "R");
    private static final List<String> SEPARATORS = List.of("", "", "", ".", "-", "_");
    private static final List<String> SPACES = List.of("", "", "", "", " ", " ", "  ", "\t");
    private static final List<String> SIGNS = List.of("==", "!=", "<=", ">=", "<", ">", "~=", "===");
    private static final List<String> NAMES = List.of(
            "oslo.config",
            "Oslo_Config",
            "a",
            "A1",
            "python-keystoneclient",
            "zope.interface",
            "x_",
            "x__y--z..w",
            "SQLAlchemy",
            "0",
            "9lives",
            "backports.ssl_match_hostname");
    private static final List<String> EXTRAS =
            List.of("test", "Test", "my_extra", "my-extra", "My.Extra", "a", "b", "docs", "");
    private static final List<String> VARIABLES = List.of(
            "python_version",
            "python_version",
            "python_version",
            "python_full_version",
            "os_name",
            "os.name",
            "sys_platform",
            "sys.platform",
            "platform_machine",
            "platform.machine",
            "platform_system",
            "platform_release",
            "platform_version",
            "platform.version",
            "platform_python_implementation",
            "platform.python_implementation",
            "python_implementation",
            "implementation_name",
            "implementation_version",
            "extra",
            "extra");
    private static final List<String> ODD_VALUES = List.of(
            "=3.9", "python_version", "extra", "\u00fc", "\ud83d\ude00", "\uff21", "a\\tb", "\\u00e9", "a\\\\", "1!3");
    private static final List<String> WORDS = List.of(
            "posix",
            "linux",
            "Linux",
            "win32",
            "x86_64",
            "cpython",
            "CPython",
            "",
            " ",
            "6.1.0-21-amd64",
            "lin",
            "darwin linux",
            "os_name");
    private static final List<String> VERSIONS = List.of(
            "3.9",
            "3.11",
            "1.0rc1",
            "3.10.0b2",
            "3.8.1",
            "2.7",
            "3.*",
            "3",
            "3.11.2",
            "3.12",
            "3.12.0",
            "2.7 3.11",
            "3.9, 3.11");
    private static final List<String> URLS = List.of(
            "http://a.b/c",
            "https://a/b#egg=c&d",
            "git+https://x/y@1.0",
            "git+ssh://git@x:22/y.git",
            "file:///a/b",
            "file:/a",
            "file:a",
            "file://",
            "file://h/a?b#c",
            "file:///a?",
            "file:///a#",
            "file:////a",
            "FILE:///a",
            "file://h;p",
            "file:a?b",
            "ftp:",
            "http:a",
            "//a/b",
            "a/b",
            "1http://a",
            "http://[::1]:80/a",
            "http://[1::2::3]/",
            "http://[::1/",
            "http://::1]/",
            "http://[1.2.3.4]/",
            "http://[::1.2.3.4]",
            "http://u@[::]x/",
            "http://[v1.a]/",
            "http://[v.a]/",
            "http://x[::1]/",
            "http://[fe80::1%eth0]/",
            "http://[fe80::1%]/",
            "http://[1:2:3:4:5:6:7:8]",
            "http://[1:2:3:4:5:6:7::]",
            "http://[::2:3:4:5:6:7:8]",
            "http://[1:2:3:4:5:6:7:8:9]",
            "http://[1:2:3:4:5:6:1.2.3.4]",
            "http://[:1:2:3:4:5:6:7]",
            "http://[12345::]",
            "http://[::01.2.3.4]",
            "http://[]/",
            "http://u[x]@v1.b/",
            "http://u[x]@h/",
            "http://\u2100/",
            "http://\u00fc/",
            "http://\uff21/",
            "+a://b",
            "a+b-c.d://e",
            "http://a;b",
            "http://a/;b?c",
            "svn+ssh://a",
            "http://?a",
            "http://#",
            "x:?//a");

    private final Random random;

    PackagingCases(long seed) {
        random = new Random(seed);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** As given, or with up to three changes at random places. */
    String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + random.nextInt(3));
            switch (random.nextInt(3)) {
                case 0 -> changed.insert(at, any(ODD));
                case 1 -> changed.delete(at, end);
                default -> changed.replace(at, end, any(ODD));
            }
        }
        // Half a pair of surrogates is no text that Python could have read from a file.
        return changed.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? text : changed.toString();
    }

    private String number() {
        return switch (random.nextInt(12)) {
            case 0 -> "0" + random.nextInt(20);
            case 1 -> "2024" + random.nextInt(10);
            case 2 -> oneIn(5) ? "1234567890123456789012" + random.nextInt(3) : "0";
            case 3, 4 -> "0";
            default -> Integer.toString(random.nextInt(4));
        };
    }

    private String release(int atLeast) {
        StringBuilder text = new StringBuilder(oneIn(15) ? "v" : "")
                .append(oneIn(10) ? number() + "!" : "")
                .append(number());
        for (int n = Math.max(atLeast - 1, random.nextInt(4)); n > 0; n--) {
            text.append('.').append(oneIn(3) ? "0" : number());
        }
        return text.toString();
    }

    private String suffix(List<String> words) {
        return any(SEPARATORS) + any(words) + (oneIn(3) ? "" : any(SEPARATORS) + number());
    }

    private String publicVersion(int atLeast) {
        return release(atLeast)
                + (oneIn(3) ? suffix(PHASES) : "")
                + (oneIn(4) ? oneIn(3) ? "-" + number() : suffix(POSTS) : "")
                + (oneIn(4) ? suffix(List.of("dev", "DEV")) : "");
    }

    String version() {
        StringBuilder text = new StringBuilder(publicVersion(1));
        if (oneIn(5)) {
            text.append('+').append(any(List.of("1", "01", "abc", "Ab1", "2a")));
            while (oneIn(2)) {
                text.append(any(List.of(".", "-", "_")))
                        .append(any(List.of("0", "00", "10", "9", "b", "B", "ubuntu1")));
            }
        }
        return oneIn(20) ? any(List.of(" ", "\n", "\u00a0")) + text + any(List.of("", "\t")) : text.toString();
    }

    /** Another version that is near to this one: often equal in rank, or next to it. */
    String near(String version) {
        return switch (random.nextInt(6)) {
            case 0 -> version + ".0";
            case 1 -> version + ".dev0";
            case 2 -> version + suffix(PHASES);
            case 3 -> version + "+" + any(List.of("1", "a", "1.a"));
            case 4 -> version.replaceAll("[-_]", ".");
            default -> version.length() > 1 ? version.substring(0, version.length() - 1) : version;
        };
    }

    String specifier() {
        String sign = any(SIGNS);
        String version = switch (sign) {
            case "==", "!=" -> oneIn(3) ? release(1) + ".*" : version();
            case "~=" -> publicVersion(2);
            case "===" -> oneIn(2) ? any(List.of("foo", "1.0-x", "", "a,b", "1.0,>=2", "\u212a")) : version();
            default -> publicVersion(1);
        };
        return any(SPACES) + sign + any(SPACES) + version + any(SPACES);
    }

    String specifiers() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(4); n >= 0; n--) {
            text.append(specifier()).append(n > 0 || oneIn(15) ? "," : "");
        }
        return oneIn(30) ? "" : text.toString();
    }

    /** A version that the bounds are likely to mean: one of those written in them. */
    String versionFor(String specifiers) {
        String[] parts = specifiers.split("[,=<>!~* \t]+", -1);
        String part = parts[random.nextInt(parts.length)];
        return part.isEmpty() || oneIn(4) ? version() : oneIn(2) ? near(part) : part;
    }

    private String quoted(String text) {
        return oneIn(2) ? "'" + text + "'" : '"' + text + '"';
    }

    /** Most of the time one that the variable can be compared with, so that there is an answer. */
    private String value(String variable) {
        if (variable.equals("extra")) {
            return any(EXTRAS);
        }
        if (oneIn(10)) {
            return any(oneIn(3) ? WORDS : oneIn(2) ? VERSIONS : ODD_VALUES);
        }
        return !variable.matches("python_(full_)?version|implementation_version")
                ? any(WORDS)
                : oneIn(4) ? publicVersion(1) : any(VERSIONS);
    }

    private String comparison() {
        String variable = any(VARIABLES);
        String value = value(variable);
        String sign = oneIn(3) ? any(List.of("in", "not in", "not  in")) : any(SIGNS);
        String left = oneIn(4) ? quoted(value) : variable;
        String right = left.equals(variable) ? quoted(value) : variable;
        if (oneIn(40)) {
            right = left;
        }
        boolean words = sign.endsWith("n");
        return left + (words ? " " : any(SPACES)) + sign + (words ? " " : any(SPACES)) + right;
    }

    String marker() {
        return marker(3);
    }

    private String marker(int depth) {
        StringBuilder text = new StringBuilder(any(SPACES));
        for (int n = random.nextInt(3); n >= 0; n--) {
            boolean deeper = depth > 0 && oneIn(3);
            text.append(deeper ? "(" + marker(depth - 1) + ")" : comparison());
            text.append(any(SPACES)).append(n > 0 ? any(List.of(" and ", " or ", "and ", "or\t")) : "");
        }
        return text.toString();
    }

    /** Full version, machine, kernel, extra. */
    List<String> environment() {
        return List.of(
                any(List.of("3.11.2", "3.9.18", "2.7.18", "3.12.0rc1", "3.13.0a1+", "3.6.8")),
                any(List.of("x86_64", "aarch64")),
                any(List.of("6.1.0-21-amd64", "5.14.0", "")),
                any(EXTRAS));
    }

    String requirement() {
        StringBuilder text = new StringBuilder(any(SPACES)).append(any(NAMES)).append(any(SPACES));
        if (oneIn(4)) {
            text.append('[').append(any(SPACES));
            for (int n = random.nextInt(3); n > 0; n--) {
                text.append(any(EXTRAS))
                        .append(any(SPACES))
                        .append(n > 1 ? "," : "")
                        .append(any(SPACES));
            }
            text.append(']').append(any(SPACES));
        }
        if (oneIn(6)) {
            text.append('@').append(any(SPACES)).append(any(URLS)).append(oneIn(4) ? "" : " ");
        } else if (!oneIn(5)) {
            String bounds = specifiers();
            text.append(oneIn(4) ? "(" + bounds + ")" : bounds).append(any(SPACES));
        }
        return text + (oneIn(2) ? ";" + marker() : "") + (oneIn(20) ? "\n" : "");
    }

    String url() {
        return any(URLS);
    }

    String name() {
        return any(NAMES);
    }
}
