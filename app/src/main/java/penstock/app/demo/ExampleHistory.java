package penstock.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import penstock.engine.port.OutsideFailure;
import penstock.problem.Problem;
import penstock.yaml.Fields;
import penstock.yaml.YamlMap;
import penstock.yaml.YamlReader;
import penstock.yaml.YamlReading;

/**
 * {@code examples/history.yml}: by folder, the commits that it becomes, oldest first.
 *
 * @param commits by folder ({@code upstream/headrace})
 */
record ExampleHistory(SequencedMap<String, List<Step>> commits) {
    /**
     * One commit.
     *
     * @param files files or folders that it adds; empty for all that are left
     * @param tag put on it
     */
    record Step(String subject, List<String> files, Optional<String> tag) {}

    static ExampleHistory read(Path file) throws OutsideFailure {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new OutsideFailure("reading " + file + ": " + failure.getMessage(), false, failure);
        }
        YamlReading reading = new YamlReader().read(file.toString(), text);
        List<Problem> problems = new ArrayList<>(reading.problems());
        SequencedMap<String, List<Step>> commits = new LinkedHashMap<>();
        if (reading.root().orElse(null) instanceof YamlMap folders) {
            for (YamlMap.Entry entry : folders.entries()) {
                String folder = entry.key().text();
                commits.put(folder, steps(new Fields(folders, "the history", problems), folder, file, problems));
            }
        }
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new OutsideFailure(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), false);
        }
        return new ExampleHistory(commits);
    }

    private static List<Step> steps(Fields folders, String folder, Path file, List<Problem> problems) {
        List<Step> steps = new ArrayList<>();
        for (var item : folders.items(folder)) {
            Fields step = Fields.of(Optional.of(item), file.toString(), "a commit", problems);
            steps.add(new Step(step.required("subject").orElse(""), step.texts("files"), step.text("tag")));
            step.done(Problem.Severity.ERROR);
        }
        return steps;
    }
}
