package penstock.require.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.require.Bounds;
import penstock.require.Declarations;

/** A1 of metadata.json, Puppetfile and bindep.txt. */
class PuppetAndBindepTest {
    @Test
    void readsModulesOfMetadata() {
        Declarations read = Trees.read("metadata.json", """
                {
                  "name": "openstack-keystone", "version": "1.2.3",
                  "dependencies": [
                    {"name": "puppetlabs/apache", "version_requirement": ">=5.0.0 <10.0.0"},
                    {"version_requirement": "1.x", "name": "puppetlabs-Stdlib"},
                    {"name": "openstack/openstacklib"}
                  ],
                  "requirements": [ { "name": "puppet", "version_requirement": ">= 7.0.0 < 9.0.0" } ],
                  "source": "git:\\/\\/x", "none": null, "n": 1.5
                }
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "4 runtime: puppetlabs-apache >=5.0.0,<10.0.0",
                        "5 runtime: puppetlabs-stdlib >=1.0.0,<2.0.0",
                        "6 runtime: openstack-openstacklib",
                        "8 runtime: puppet >=7.0.0,<9.0.0");
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsWhatABrokenMetadataHas() {
        Declarations cut = Trees.read(
                "metadata.json",
                "{\"dependencies\": [\n{\"name\": \"a/b\", \"version_requirement\": \">= 1.0.0\"},\n{\"name\": \"c/d\", \"ver");
        assertThat(Trees.lines(cut)).containsExactly("2 runtime: a-b >=1.0.0", "3 runtime: c-d");
        assertThat(Trees.problemLines(cut)).contains(3);
        assertThat(Trees.problems(Trees.read("metadata.json", "[]"))).containsExactly("1 error: not a map");
        assertThat(Trees.problems(Trees.read("metadata.json", ""))).containsExactly("1 error: not a map");
        assertThat(Trees.problems(Trees.read(
                        "metadata.json",
                        "{\"dependencies\": [{\"name\": \"a\"}, {\"name\": \"a/b\","
                                + " \"version_requirement\": \"some\"}]} x")))
                .containsExactly(
                        "1 error: more than a map",
                        "1 error: not a module with its name",
                        "1 error: not a range of versions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            1.2.3 ; ==1.2.3
            = 1.2.3 ; ==1.2.3
            1.x ; >=1.0.0,<2.0.0
            1.2.x ; >=1.2.0,<1.3.0
            >= 1.0.0 < 2.0.0 ; >=1.0.0,<2.0.0
            >=1.0.0<2.0.0 ; >=1.0.0,<2.0.0
            > 1.2 ; >=1.3.0
            <= 1.2 ; <1.3.0
            ~1.2 ; >=1.2.0,<1.3.0
            ~> 4.1.2 ; >=4.1.2,<4.2.0
            ~1 ; >=1.0.0,<2.0.0
            ^1.2.3 ; >=1.2.3,<2.0.0
            ^0.2.3 ; >=0.2.3,<0.3.0
            1.0.0 - 2.0.0 ; >=1.0.0,<=2.0.0
            >=1.0.0-rc1 ; >=1.0.0-rc1
            1.x || >= 3.0.0 ; >=1.0.0,<2.0.0 || >=3.0.0
            """)
    void readsRangesAsPuppetDoes(String range, String expected) {
        assertThat(PuppetRange.read(range).map(Bounds::written)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"some", "1.2.3.4", ">= x y", ">= 1 || x.y", "99999999999"})
    void refusesWhatIsNoRange(String range) {
        assertThat(PuppetRange.read(range)).isEmpty();
    }

    @Test
    void aStarIsAnyVersion() {
        assertThat(PuppetRange.read("*")).contains(Bounds.ANY);
        assertThat(PuppetRange.read(" ")).contains(Bounds.ANY);
    }

    @Test
    void readsPuppetfiles() {
        Declarations read = Trees.read("Puppetfile", """
                forge 'https://forgeapi.puppetlabs.com'
                moduledir 'modules'
                # comment
                mod 'puppetlabs/stdlib', '9.0.0'
                mod "puppetlabs-apache", :latest
                mod 'keystone',
                  :git => 'https://opendev.org/openstack/puppet-keystone',
                  :ref => 'master'
                mod 'nova', git: 'https://x/nova', branch: "stable"
                mod 'plain'
                mod 'a/b', "#{version}"
                if ENV['X']
                  mod 'c/d', '1.0.0'
                end
                mod 3
                """);
        assertThat(Trees.lines(read))
                .containsExactly(
                        "4 runtime: puppetlabs-stdlib ==9.0.0",
                        "5 runtime: puppetlabs-apache",
                        "6 runtime: keystone from https://opendev.org/openstack/puppet-keystone@master",
                        "9 runtime: nova from https://x/nova@stable",
                        "10 runtime: plain",
                        "11 runtime: a-b",
                        "13 runtime: c-d ==1.0.0");
        assertThat(Trees.problemLines(read)).containsExactly(11, 11, 12, 14, 15);
    }

    @Test
    void readsBindep() {
        Declarations read = Trees.read(Map.of("bindep.txt", """
                # needed
                libffi-dev [platform:dpkg]
                libffi-devel [test platform:rpm !platform:centos-7] >=3.0,<4,!=3.5 # why
                gcc-c++ [(platform:rpm test) compile]
                git
                nodejs [platform:suse
                Bad_Profile [Not!]
                python3-x  >=abc
                """));
        assertThat(Trees.lines(read))
                .containsExactly(
                        "2 system: libffi-dev [platform:dpkg]",
                        "3 system: libffi-devel [!platform:centos-7 platform:rpm test] >=3.0,<4,!=3.5",
                        "4 system: gcc-c++ [(platform:rpm test) compile]",
                        "5 system: git",
                        "8 system: python3-x");
        assertThat(Trees.problems(read))
                .containsExactly("6 error: not a line of bindep", "7 error: not profiles", "8 error: not versions");
    }
}
