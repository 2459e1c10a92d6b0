package penstock.require.answer;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.require.python.MarkerEnvironment;

/**
 * Where packages are built and installed, and what the distribution's packagers leave out.
 *
 * @param python the Python of Python 3 there; for packages of Python 2 it is 2.7
 * @param generates whether rpm there generates requirements from Python's metadata when a spec says nothing of it (Fedora 33, EL 9 do)
 * @param leftOut normalised projects that no package needs: checkers of style, coverage, release notes
 * @param implied normalised projects that come along with others that are always required to build, such as {@code setuptools}
 * @param epochs of packages by their Python 3 name, where nothing else tells: {@code python3-oslo-config} is 2 in RDO
 */
public record Target(
        MarkerEnvironment python,
        boolean generates,
        SortedSet<String> leftOut,
        SortedSet<String> implied,
        Map<String, String> epochs) {
    /** What test-requirements.txt of OpenStack's projects list and their packages do not need. */
    public static final Set<String> USUALLY_LEFT_OUT = Set.of(
            "bandit",
            "black",
            "coverage",
            "coveralls",
            "doc8",
            "flake8",
            "flake8-docstrings",
            "flake8-import-order",
            "flake8-logging-format",
            "hacking",
            "isort",
            "mypy",
            "pre-commit",
            "pycodestyle",
            "pyflakes",
            "pylint",
            "pyupgrade",
            "pytest-cov",
            "reno",
            "tox");

    private static final Set<String> USUALLY_IMPLIED = Set.of("pip", "setuptools", "wheel");

    public Target {
        leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
        implied = Collections.unmodifiableSortedSet(new TreeSet<>(implied));
        epochs = Map.copyOf(epochs);
    }

    /** With what is usually left out and implied. */
    public static Target of(MarkerEnvironment python, boolean generates) {
        return new Target(python, generates, new TreeSet<>(USUALLY_LEFT_OUT), new TreeSet<>(USUALLY_IMPLIED), Map.of());
    }

    /** The Python that a package's name is for. */
    MarkerEnvironment environment(String flavour) {
        boolean two = flavour.equals("python2-") || flavour.equals("python-");
        return two ? MarkerEnvironment.linux("2.7.18", python.platform().machine()) : python;
    }
}
