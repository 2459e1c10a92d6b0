package penstock.require.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import penstock.require.Declared;
import penstock.require.spec.SpecDraft;
import penstock.require.spec.SpecSource;

/** 4.D: after the patch the check comes out clean, and the rest of the spec is as it was. */
class PatchPropertyTest {
    private static final int CASES = 600;
    private static final List<String> PROJECTS = List.of(
            "six", "oslo.config", "PyYAML", "netaddr", "python-dateutil", "Babel", "a", "zz", "pytz", "futures");
    private static final List<String> VERSIONS = List.of("1", "1.0", "1.2.3", "2.0.0rc1", "2", "3.4.dev1", "10.0");

    @Test
    void appliedItAnswersFineAndNothingElseChanged() {
        Random random = new Random(4_2026);
        Check check = Specs.check();
        for (int i = 0; i < CASES; i++) {
            SpecSource spec = Specs.spec(spec(random));
            List<Declared> declared = random.nextBoolean() ? several(random) : one(random);
            SpecDraft draft = check.patch(spec, declared);
            String about = "case " + i + "\n" + spec.text() + declared + "\n" + draft.diff("a");
            for (Declared one : declared) {
                Checked checked = check.answer(draft.spec(), one);
                assertThat(checked.answer().isFine())
                        .as(checked.answer() + " for " + one + " in " + about)
                        .isTrue();
            }
            assertThat(kept(draft)).as(about).isEqualTo(left(spec, draft));
            assertThat(check.patchOf(spec, check.all(spec, declared)).spec().text())
                    .as(about)
                    .isEqualTo(draft.spec().text());
        }
    }

    /** The lines of the new spec that were not put in or changed. */
    private static List<String> kept(SpecDraft draft) {
        return without(draft.spec().text(), draft, '+');
    }

    private static List<String> left(SpecSource spec, SpecDraft draft) {
        return without(spec.text(), draft, '-');
    }

    private static List<String> without(String text, SpecDraft draft, char sign) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<String> gone = draft.diff("a")
                .lines()
                .skip(2)
                .filter(line -> line.charAt(0) == sign)
                .map(line -> line.substring(1))
                .toList();
        // From the end: a line that stands twice is taken out where the diff has it last, which leaves equal texts.
        for (String line : gone) {
            assertThat(lines.remove(line)).as(line).isTrue();
        }
        return lines.stream().sorted().toList();
    }

    private static String spec(Random random) {
        boolean conditional = random.nextInt(4) == 0;
        StringBuilder text = new StringBuilder("Name: python-self\nSummary:        A\n");
        tags(random, text, "BuildRequires:  ");
        text.append("%description\nText\n\n%package -n python3-self\nSummary: A\n");
        tags(random, text, "BuildRequires:  ");
        if (conditional) {
            text.append("%if 0%{?rhel} < 9\n");
            tags(random, text, "Requires: ");
            text.append("%endif\n");
        }
        tags(random, text, random.nextBoolean() ? "Requires:\t" : "Requires: ");
        text.append("%description -n python3-self\nText\n");
        for (String kind : List.of("tests", "doc")) {
            if (random.nextInt(3) > 0) {
                String name = kind.equals("doc") ? "python-self-doc" : "python3-self-tests";
                text.append("%package -n ").append(name).append("\nSummary:  A\n");
                tags(random, text, kind.equals("doc") ? "BuildRequires: " : "Requires: ");
                text.append("%description -n ").append(name).append("\n");
            }
        }
        text.append(random.nextBoolean() ? "%check\n%tox\n" : "%check\n");
        if (random.nextInt(5) == 0) {
            text.append("%generate_buildrequires\n%pyproject_buildrequires")
                    .append(random.nextBoolean() ? " -t\n" : "\n");
        }
        return text.append(random.nextInt(5) > 0 ? "%prep\n%py_req_cleanup\n" : "")
                .append("%files -n python3-self\n%changelog\n")
                .toString();
    }

    private static void tags(Random random, StringBuilder text, String start) {
        int style = random.nextInt(4);
        for (int i = random.nextInt(7); i > 0; i--) {
            String project = PROJECTS.get(random.nextInt(PROJECTS.size()))
                    .toLowerCase(java.util.Locale.ROOT)
                    .replace('.', '-');
            String name = switch (style) {
                case 0 -> "python3dist(" + project + ")";
                case 1 -> "%{py3_dist " + project + "}";
                default -> "python3-" + project;
            };
            String version = VERSIONS.get(random.nextInt(VERSIONS.size()))
                    .replace("rc", "~rc")
                    .replace(".dev", "~~dev");
            String sign = List.of(" >= ", " < ", " = ", " > ").get(Math.max(0, random.nextInt(12) - 8));
            text.append(start)
                    .append(name)
                    .append(random.nextBoolean() ? sign + version : "")
                    .append('\n');
            if (random.nextInt(8) == 0) {
                text.append("# ")
                        .append(random.nextBoolean() ? "tests" : "other")
                        .append('\n');
            }
        }
        if (style == 3 && random.nextBoolean()) {
            text.append(start).append("(python3dist(six) >= 1 with python3dist(six) < 2)\n");
        }
    }

    /** What does not contradict itself: lower bounds, holes, and one cap over all of them. */
    private static List<Declared> several(Random random) {
        List<Declared> declared = new ArrayList<>();
        for (String file : List.of("requirements.txt", "test-requirements.txt", "doc/requirements.txt")) {
            List<String> lines = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                String sign = List.of(">=", ">=", "", "!=", ">").get(random.nextInt(5));
                String bound = sign.isEmpty() ? (random.nextBoolean() ? "" : "<50") : sign + version(random);
                lines.add(PROJECTS.get(random.nextInt(PROJECTS.size())) + bound);
            }
            declared.addAll(Specs.declared(file, lines.toArray(String[]::new)));
        }
        return declared;
    }

    /** One requirement by any operator. */
    private static List<Declared> one(Random random) {
        String sign = List.of("==", "<", "<=", "~=", ">=").get(random.nextInt(5));
        String version = version(random);
        String file = random.nextBoolean() ? "requirements.txt" : "test-requirements.txt";
        return Specs.declared(
                file,
                PROJECTS.get(random.nextInt(PROJECTS.size()))
                        + sign
                        + (sign.equals("~=") && version.indexOf('.') < 0 ? version + ".0" : version));
    }

    private static String version(Random random) {
        return VERSIONS.get(random.nextInt(VERSIONS.size()));
    }
}
