package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C2: which Debian packages a requirement leads to, by rule and by table. */
class DebianNamesTest {
    private static final DebianNames NAMES = DebianNames.read(
            List.of(
                    "python3-yaml pyyaml",
                    "python3-dateutil python-dateutil",
                    "python3-oslo.config python-oslo.config",
                    "python3-bs4 beautifulsoup4",
                    "python3-wrapt python-wrapt",
                    "python3-wrapt-doc python-wrapt",
                    "python3-tz python-tz",
                    "puppet-module-keystone",
                    "puppet-module-puppetlabs-apache",
                    "puppet-module-other-apache",
                    "puppet-module-puppetlabs-java-ks",
                    "puppet",
                    "qemu-utils qemu",
                    "gpgv gnupg2",
                    "tox",
                    "libffi-dev libffi",
                    "systemd"),
            "# a comment\nqemu-utils qemu-img\ngpgv /usr/bin/gpgv2\n- openstack-macros\npython3-tz python3dist(pytz) # renamed\n",
            Map.of("odd-name", "tox", "python3dist(bs4)", "python3-bs4", "gone", "no-such-deb"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    python3dist(pyyaml) >= 5.1        | python3-yaml
                    python3dist(PyYAML)               | python3-yaml
                    python3.13dist(oslo-config)       | python3-oslo.config
                    python3dist(oslo.config) >= 9     | python3-oslo.config
                    python3-oslo-config >= 2:5.2.0    | python3-oslo.config
                    python3dist(python-dateutil)      | python3-dateutil
                    python3-dateutil                  | python3-dateutil
                    python3dist(beautifulsoup4)       | python3-bs4
                    python3dist(wrapt[extra]) >= 2.1  | python3-wrapt
                    python3dist(pytz)                 | python3-tz
                    puppet-keystone                   | puppet-module-keystone
                    puppet-apache                     | puppet-module-puppetlabs-apache,puppet-module-other-apache
                    puppet-java_ks                    | puppet-module-puppetlabs-java-ks
                    puppet >= 2.7.0                   | puppet
                    qemu-img                          | qemu-utils
                    /usr/bin/gpgv2                    | gpgv
                    /usr/bin/tox                      | tox
                    libffi-devel                      | libffi-dev
                    ffi-devel                         | libffi-dev
                    systemd                           | systemd
                    odd-name >= 3                     | tox
                    python3dist(bs4) >= 4             | python3-bs4
                    """)
    void proposesTheLikeliestFirst(String requirement, String expected) {
        assertThat(NAMES.candidates(requirement)).containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource({"nothing-like-it", "gone", "python3dist(no-such)", "/opt/x", "openstack-macros"})
    void proposesNothingThatTheArchiveDoesNotHave(String requirement) {
        assertThat(NAMES.candidates(requirement)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    python3dist(a) >= 1.0                                | python3dist(a)
                    (python3dist(a) >= 1 with python3dist(a) < 2)        | python3dist(a)
                    (python3dist(a) < 1 or python3dist(a) > 1)           | python3dist(a)
                    (foo if bar)                                         | bar,foo
                    (python3dist(a[x]) and b >= 1:2-3)                   | b,python3dist(a[x])
                    """)
    void readsTheNamesOfARequirement(String requirement, String expected) {
        assertThat(DebianNames.names(requirement)).containsExactly(expected.split(","));
    }
}
