package penstock.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import penstock.distro.Package;

/** Upstream and packaging repositories of made-up packages, each requiring what others of them are. */
final class RequirementRepositories {
    private static final int RUNTIME = 20;
    private static final int TESTS = 10;

    private final Path folder;
    private final int packages;

    /** @param packages that there are to require */
    RequirementRepositories(Path folder, int packages) {
        this.folder = folder;
        this.packages = packages;
    }

    /** Makes both repositories of a package. */
    Package make(int number) throws IOException, InterruptedException {
        String name = "python-project" + number;
        Path source = folder.resolve("up").resolve(name);
        Path distgit = folder.resolve("dist").resolve(name);
        StringBuilder spec = new StringBuilder("""
                %%{?python_disable_dependency_generator}
                Name:           %1$s
                Version:        XXX
                Release:        XXX
                Summary:        A library
                License:        ASL 2.0

                %%description
                A library.

                %%package -n python3-project%2$d
                Summary:        A library
                BuildRequires:  python3-devel
                """.formatted(name, number));
        runtime(number)
                .forEach(one ->
                        spec.append("Requires:       python3-").append(one).append(" >= 0\n"));
        spec.append("""

                %%description -n python3-project%1$d
                A library.

                %%files -n python3-project%1$d
                %%{python3_sitelib}/project%1$d
                """.formatted(number));
        write(source, "master", "Begin", upstream(number, 0));
        write(distgit, "rpm-master", "Begin", List.of(new File(name + ".spec", spec.toString())));
        return new Package(
                name,
                name,
                "",
                new Package.Source(source.toUri().toString(), "master", false),
                new Package.Source(distgit.toUri().toString(), "rpm-master", false),
                List.of("ada@example.org"));
    }

    /** A commit after which upstream asks for a version of one of its requirements that nobody provides. */
    void raise(int number, int version) throws IOException, InterruptedException {
        Path source = folder.resolve("up").resolve("python-project" + number);
        write(source, "master", "Need more", upstream(number, version));
    }

    private List<String> runtime(int number) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= RUNTIME; i++) {
            names.add("project" + (number * 7 + i * 31) % packages);
        }
        return names;
    }

    private record File(String path, String text) {}

    private List<File> upstream(int number, int version) {
        StringBuilder runtime = new StringBuilder("# The order of packages is significant\n");
        List<String> names = runtime(number);
        for (int i = 0; i < names.size(); i++) {
            runtime.append(names.get(i))
                    .append(">=")
                    .append(i == 3 ? version : 0)
                    .append(" # Apache-2.0\n");
        }
        StringBuilder tests = new StringBuilder();
        for (int i = 1; i <= TESTS; i++) {
            tests.append("project").append((number * 11 + i * 17) % packages).append(">=0;python_version>='3.8'\n");
        }
        return List.of(
                new File("requirements.txt", runtime.toString()),
                new File("test-requirements.txt", tests.toString()),
                new File("setup.py", "import setuptools\nsetuptools.setup(setup_requires=['pbr'], pbr=True)\n"),
                new File("setup.cfg", "[metadata]\nname = project" + number + "\n"));
    }

    /** By one process that makes objects, instead of many that need an index and a working tree. */
    private static void write(Path folder, String branch, String message, List<File> files)
            throws IOException, InterruptedException {
        boolean fresh = !Files.exists(folder);
        if (fresh) {
            Scratch.run(Files.createDirectories(folder), "git", "init", "-q", "--bare", "-b", branch);
        }
        StringBuilder stream = new StringBuilder("commit refs/heads/" + branch + "\ncommitter Ada <ada@example.org> "
                + System.currentTimeMillis() / 1000 + " +0000\n");
        stream.append("data ")
                .append(message.length())
                .append('\n')
                .append(message)
                .append('\n');
        if (!fresh) {
            stream.append("from refs/heads/").append(branch).append("^0\n");
        }
        for (File file : files) {
            stream.append("M 644 inline ").append(file.path()).append("\ndata ");
            stream.append(file.text().getBytes(StandardCharsets.UTF_8).length).append('\n');
            stream.append(file.text()).append('\n');
        }
        Path script = Files.writeString(folder.resolve("import"), stream);
        Scratch.run(folder, "sh", "-c", "git fast-import --quiet < import");
        Files.delete(script);
    }
}
