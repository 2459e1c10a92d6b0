package penstock.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.app.cli.CommandLineOf;
import penstock.app.terminal.Terminal;

/** The unit and the container file name what is there (issue 3, B6). No image is made: that needs a registry. */
class PackagingTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String INSTALLED = "/opt/penstock/";

    private static String text(String file) throws Exception {
        return Files.readString(HOME.resolve("packaging").resolve(file));
    }

    private static List<String> value(String key) throws Exception {
        return text("penstock.service")
                .lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    @Test
    void theUnitRunsACommandThatThereIs() throws Exception {
        List<String> words = List.of(value("ExecStart").getFirst().split(" "));
        assertThat(HOME.resolve(words.getFirst().substring(INSTALLED.length()))).isExecutable();
        assertThat(words.subList(1, words.size())).containsExactly("--dir", "/var/lib/penstock", "serve");
        assertThat(usage()).contains(" serve,");
        assertThat(HOME.resolve(value("Documentation").getFirst().substring(("file:" + INSTALLED).length())))
                .exists();
        assertThat(value("Restart")).containsExactly("on-failure");
        assertThat(value("Delegate")).containsExactly("yes");
    }

    /** What is answered when no command is given: all commands. */
    private static String usage() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, UTF_8);
        assertThat(new CommandLineOf(new Wiring(Map.of()), Terminal.plain(print, print)).run())
                .isEqualTo(2);
        return out.toString(UTF_8);
    }

    @Test
    void systemdUnderstandsTheUnit(@TempDir Path folder) throws Exception {
        Path analyze = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(Files.isExecutable(analyze), "systemd-analyze is not installed");
        String here =
                text("penstock.service").replace(INSTALLED, HOME + "/").replaceAll("(?m)^(User|Group)=.*", "$1=root");
        Path unit = Files.writeString(folder.resolve("penstock.service"), here);
        Process check = new ProcessBuilder(analyze.toString(), "verify", "--man=no", unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);
        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines()
                        .filter(line -> line.contains("penstock.service"))
                        .toList())
                .isEmpty();
    }

    @Test
    void theContainerHasWhatPenstockNeeds() throws Exception {
        String file = text("Containerfile").replace("\\\n", " ");
        String environment = Files.readString(HOME.resolve("tools/environment.sh"));
        var list = Pattern.compile("(?m)^debian_packages=\\((.*)\\)").matcher(environment);
        assertThat(list.find()).isTrue();
        String last = file.substring(file.lastIndexOf("FROM "));
        assertThat(Arrays.asList(last.split("\\s+")))
                .contains(list.group(1).split(" "))
                .contains("uidmap");
        var jdk = Pattern.compile("jdk_wanted=(\\d+)").matcher(environment);
        assertThat(jdk.find()).isTrue();
        assertThat(last).contains("openjdk-" + jdk.group(1) + "-jdk-headless");
        assertThat(last)
                .as("a container has no CAP_SYS_ADMIN, which these need when run by setuid root")
                .contains("setcap cap_setuid+ep /usr/bin/newuidmap", "setcap cap_setgid+ep /usr/bin/newgidmap");
        assertThat(last).contains("ENTRYPOINT [\"" + INSTALLED + "penstock\", \"--dir\", \"/var/lib/penstock\"]");
        assertThat(usage()).contains(" serve,");
    }
}
