package penstock.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import penstock.engine.port.OutsideFailure;

/** The data folder of the demo: a configuration, and beside it the repositories that stand for upstream and packaging. */
public final class DemoFolder {
    private DemoFolder() {}

    /**
     * Makes what is not there yet; repositories stay as they are. The configuration is written anew, for the port.
     *
     * @param folder of the demo
     * @param examples the folder with the examples' texts
     * @param port where it will be served
     * @return the repositories' folders
     */
    public static List<Path> make(Path folder, Path examples, int port) throws OutsideFailure {
        Path git = folder.resolve("git");
        try {
            Files.createDirectories(git);
            Files.writeString(folder.resolve("penstock.yaml"), configuration(git, examples, port));
        } catch (IOException e) {
            throw new OutsideFailure("cannot make the demo in " + folder + ": " + e.getMessage(), false, e);
        }
        return ExampleRepositories.create(examples, git);
    }

    private static String configuration(Path git, Path examples, int port) {
        return """
                # The demo's configuration; docs/config.md explains every key. `penstock demo` writes it anew.
                distribution:
                  repository: %s
                  entry_point: demo.yml
                rewrite:
                - from: %s
                  to: %s
                scenarios:
                  repository: %smill-scenarios
                follow:
                  interval:
                    least: 3s
                    most: 30s
                serve:
                  port: %d
                """.formatted(
                        quoted(examples.resolve("distro").toString()),
                        ExampleRepositories.ADDRESS,
                        quoted(git.toUri().toString()),
                        ExampleRepositories.ADDRESS,
                        port);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
