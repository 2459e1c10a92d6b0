package penstock.distro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands take any of a package's names (DESIGN section 2, Package). */
class PackageNamesTest {
    private static final List<Package> PACKAGES = List.of(
            pkg(
                    "oslo-config",
                    "python-oslo-config",
                    "https://up.example/openstack/oslo.config",
                    "https://dist.example/oslo-config-distgit.git"),
            pkg(
                    "nova",
                    "openstack-nova",
                    "https://up.example/openstack/nova/",
                    "ssh://dist.example:29418/nova-distgit"),
            pkg("python-oslo-config", "other", "https://up.example/other", "https://dist.example/other"),
            pkg(
                    "nova-extras",
                    "openstack-nova-extras",
                    "https://up.example/openstack/nova",
                    "https://dist.example/extras"));

    @ParameterizedTest
    @CsvSource({
        "oslo-config,         oslo-config",
        "openstack-nova,      nova",
        "oslo.config,         oslo-config",
        "oslo-config-distgit, oslo-config",
        "nova-distgit,        nova",
        // A project's name goes before an RPM's, an RPM's before a repository's.
        "python-oslo-config,  python-oslo-config",
        "nova,                nova",
        "nothing,             ''",
        "'',                  ''",
    })
    void anyNameWillDo(String name, String project) {
        List<String> found =
                PackageNames.find(PACKAGES, name).stream().map(Package::project).toList();
        assertThat(String.join(" ", found)).isEqualTo(project);
    }

    private static Package pkg(String project, String name, String source, String distgit) {
        return new Package(
                project,
                name,
                "",
                new Package.Source(source, "master", false),
                new Package.Source(distgit, "rpm-master", false),
                List.of());
    }
}
