package penstock.app.rdo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import penstock.engine.build.UserMachine;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;
import penstock.require.python.PythonName;

/**
 * Imports every Python module of installed packages on a machine that has only what dnf installed (E2), and tells requirements
 * that a package forgot from modules that need more only when they are used: upstream's own list of requirements decides.
 */
public final class ImportCheck {
    private static final String BROKEN = " cannot be imported: ";

    private static final String PREFIX = "penstock-import";

    /**
     * @param imported how many modules
     * @param lacking in words: what is required by upstream, needed by a module, and not required by the package
     * @param optional modules that want something that upstream does not require
     */
    public record Findings(int imported, List<String> lacking, List<String> optional) {
        public Findings {
            lacking = List.copyOf(lacking);
            optional = List.copyOf(optional);
        }
    }

    private ImportCheck() {}

    /**
     * @param packages RPM names, installed
     * @param required the text of upstream's requirements: {@code requirements.txt}, {@code pyproject.toml}
     */
    public static Findings run(UserMachine machine, List<String> packages, String required)
            throws OutsideFailure, InterruptedException {
        var output = new ByteArrayOutputStream();
        var argv = new ArrayList<>(List.of("python3", "-B", "-c", script()));
        argv.addAll(packages);
        Sandbox.Ended ended = machine.run(argv, output::write);
        return read(output.toString(StandardCharsets.UTF_8), ended.ok(), required);
    }

    static Findings read(String output, boolean ok, String required) {
        int imported = 0;
        var lacking = new ArrayList<String>();
        var optional = new ArrayList<String>();
        if (!ok) {
            lacking.add("importing ended with an error: " + last(output));
        }
        for (var line : output.lines().filter(l -> l.startsWith(PREFIX + "\t")).toList()) {
            var words = List.of(line.split("\t", -1));
            switch (words.get(1)) {
                case "ok" -> imported++;
                case "missing" -> missing(words.get(2), words.get(3), required, lacking, optional);
                case "undeclared" -> undeclared(words.get(2), words.get(3), required, lacking);
                default -> lacking.add(words.get(2) + BROKEN + words.get(3));
            }
        }
        return new Findings(
                imported,
                lacking.stream().distinct().toList(),
                optional.stream().distinct().toList());
    }

    private static void missing(
            String module, String wanted, String required, List<String> lacking, List<String> optional) {
        var top = wanted.split("\\.", 2)[0];
        if (!module.contains(".")) {
            lacking.add("lacks a requirement on " + top + ", which " + module + " imports");
        } else if (names(required).contains(normal(top))) {
            lacking.add("lacks a requirement on " + top + ", which " + module + " imports and upstream requires");
        } else {
            optional.add(module + " wants " + top);
        }
    }

    /** It is there for something else that was installed; where upstream requires it, the package should say so. */
    private static void undeclared(String module, String found, String required, List<String> lacking) {
        var words = List.of(found.split(" "));
        var names = names(required);
        if (words.stream().map(ImportCheck::normal).anyMatch(names::contains)) {
            lacking.add("lacks a requirement on " + words.getFirst() + ", which " + module
                    + " imports and upstream requires; only something else that is installed brings it");
        }
    }

    /** The distributions that requirements name, as PEP 503 compares them. */
    static List<String> names(String required) {
        return required.lines()
                .map(line -> line.strip().replaceFirst("^[\"']", ""))
                .map(line -> line.split("[^A-Za-z0-9._-]", 2)[0])
                .filter(name -> !name.isEmpty())
                .map(ImportCheck::normal)
                .toList();
    }

    private static String normal(String name) {
        return PythonName.of(name).normalised();
    }

    private static String last(String output) {
        return output.lines().filter(l -> !l.isBlank()).reduce("", (a, b) -> b);
    }

    private static String script() {
        try (var in = ImportCheck.class.getResourceAsStream("imports.py")) {
            if (in == null) {
                throw new IllegalStateException("imports.py is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a finding is of a module that fails, and not of a requirement that a package lacks. */
    public static boolean isBroken(String lacking) {
        return lacking.contains(BROKEN);
    }
}
