package penstock.distro;

import java.util.List;
import penstock.problem.Problem;

/**
 * What came out of reading distroinfo files.
 *
 * @param distribution what could be made of them; what an error is about is left out of it
 * @param problems every error and warning
 * @param files the files that were read, in the order of their import
 */
public record DistroReading(Distribution distribution, List<Problem> problems, List<String> files) {
    public DistroReading {
        problems = List.copyOf(problems);
        files = List.copyOf(files);
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
