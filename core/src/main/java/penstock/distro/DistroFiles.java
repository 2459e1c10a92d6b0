package penstock.distro;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;
import penstock.yaml.Fields;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlNode;
import penstock.yaml.YamlReader;
import penstock.yaml.YamlReading;
import penstock.yaml.YamlScalar;

/**
 * Follows {@code import:}. As in distroinfo, paths are relative to the repository, and a file comes before what it imports. A file
 * that is imported twice is read once.
 */
final class DistroFiles {
    private static final int MOST_FILES = 2000;
    private static final long MOST_BYTES = 64_000_000;

    private final List<Problem> problems;
    private final Map<String, YamlMap> read = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private int opened;
    private long bytes;

    DistroFiles(List<Problem> problems) {
        this.problems = problems;
    }

    <E extends Exception> List<YamlMap> read(String entryPoint, DistroReader.Files<E> files) throws E {
        load(entryPoint, SourcePosition.of(entryPoint), files);
        return List.copyOf(read.values());
    }

    List<String> names() {
        return List.copyOf(read.keySet());
    }

    private <E extends Exception> void load(String path, SourcePosition at, DistroReader.Files<E> files) throws E {
        Optional<String> normal = normal(path);
        if (normal.isEmpty()) {
            problems.add(Problem.error(
                    "the path of an import must lie in the repository", at, "write it relative, without .. out of it"));
            return;
        }
        String name = normal.get();
        if (open.contains(name)) {
            problems.add(Problem.error(
                    "the file imports itself: " + String.join(" > ", open.reversed()) + " > " + name,
                    at,
                    "remove one import"));
            return;
        }
        if (read.containsKey(name)) {
            return;
        }
        if (++opened > MOST_FILES || bytes > MOST_BYTES) {
            problems.add(Problem.error("too much is imported", at, "at most " + MOST_FILES + " files and 64 MB"));
            return;
        }
        Optional<byte[]> text = files.read(name);
        if (text.isEmpty()) {
            problems.add(Problem.error("there is no file " + name, at, "correct the path, or add the file"));
            return;
        }
        bytes += text.get().length;
        parse(name, text.get(), files);
    }

    private <E extends Exception> void parse(String name, byte[] text, DistroReader.Files<E> files) throws E {
        YamlReading reading = new YamlReader().read(name, text);
        problems.addAll(reading.problems());
        if (reading.root().isEmpty()) {
            return;
        }
        if (!(reading.root().get() instanceof YamlMap map)) {
            problems.add(Problem.error(
                    "the file must be a map of sections", reading.root().get().at(), ""));
            return;
        }
        read.put(name, map);
        open.push(name);
        Fields fields = new Fields(map, name, problems);
        for (YamlNode item : fields.items("import")) {
            if (item instanceof YamlScalar path && path.value() instanceof YamlScalar.Value.Text) {
                load(path.text(), path.at(), files);
            } else {
                problems.add(Problem.error(
                        "an import must be a path in this repository, this is " + item.described(),
                        item.at(),
                        "imports from other repositories are not followed"));
            }
        }
        open.pop();
    }

    /** Without {@code .} and {@code ..}; empty when it leads out of the repository. */
    private static Optional<String> normal(String path) {
        if (path.isEmpty() || path.length() > 500 || path.startsWith("/") || path.indexOf('\\') >= 0) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                return Optional.empty();
            }
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }
}
