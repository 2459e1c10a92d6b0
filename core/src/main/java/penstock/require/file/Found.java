package penstock.require.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.require.Declarations;
import penstock.require.Declared;
import penstock.require.OnPython;
import penstock.require.Requirement;
import penstock.require.Use;
import penstock.require.python.PythonRequirement;
import penstock.require.python.Reading;

/** What the readers of one tree's files find, in their order; bounded, so that a file can't fill the memory. */
final class Found {
    private static final int MOST = 20_000;
    private static final int MOST_PROBLEMS = 1_000;
    /** Of all files of a tree together. */
    private static final int MOST_BYTES = 16 << 20;

    private final List<Declared> declared = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private long total;

    /** Notes a requirement as PEP 508 writes it, or why it is none. */
    void python(String text, Use use, SourcePosition at) {
        if (!text.isBlank()) {
            switch (PythonRequirement.read(text.strip())) {
                case Reading.Read<PythonRequirement>(PythonRequirement content) -> add(new OnPython(content), use, at);
                case Reading.Refused<PythonRequirement>(String message, int _) -> error(message, at, "");
            }
        }
    }

    void add(Requirement requirement, Use use, SourcePosition at) {
        if (declared.size() < MOST) {
            declared.add(new Declared(requirement, use, at));
        } else {
            add(Problem.error("too many requirements, the rest is not read", at, "at most " + MOST));
        }
    }

    void error(String message, SourcePosition at, String hint) {
        add(Problem.error(message, at, hint));
    }

    void warning(String message, SourcePosition at, String hint) {
        add(Problem.warning(message, at, hint));
    }

    private void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        }
    }

    /** The text of a file, its own problems noted. */
    SourceText text(String path, byte[] bytes) {
        List<Problem> own = new ArrayList<>();
        boolean full = total > MOST_BYTES;
        if (full) {
            own.add(Problem.error("too many large files, this one is not read", SourcePosition.of(path), ""));
        }
        total += bytes.length;
        SourceText text = SourceText.of(path, full ? new byte[0] : bytes, own);
        own.forEach(this::add);
        return text;
    }

    boolean has(Use use) {
        return declared.stream().anyMatch(one -> one.use().equals(use));
    }

    Set<String> names(Use use) {
        return declared.stream()
                .filter(one -> one.use().equals(use))
                .map(Declared::name)
                .collect(Collectors.toSet());
    }

    Declarations declarations() {
        List<String> files =
                declared.stream().map(one -> one.at().file()).distinct().toList();
        Map<String, Integer> order = new HashMap<>();
        files.forEach(file -> order.put(file, order.size()));
        List<Declared> sorted = new ArrayList<>(declared);
        sorted.sort(Comparator.comparingInt(
                        (Declared one) -> order.getOrDefault(one.at().file(), 0))
                .thenComparingInt(one -> one.at().line()));
        return new Declarations(sorted, problems);
    }
}
