package penstock.engine.testkit;

import java.util.List;
import java.util.Set;
import penstock.engine.require.ProvidedPackages;
import penstock.require.answer.Repository;

/** Builds that find no repository, with Python 3.12 on a machine that a test says. */
public record ProvidedNothing(String machine) implements ProvidedPackages {
    @Override
    public List<Repository> of(String line, Set<String> asked) {
        return List.of();
    }

    @Override
    public String python() {
        return "3.12";
    }
}
