package penstock.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static penstock.repo.Publications.entry;
import static penstock.repo.Publications.pkg;
import static penstock.repo.Publications.withExtended;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import penstock.distro.Package;

/** D1: the texts of a published repository, letter by letter as DLRN writes them. */
class RepoTextsTest {
    private static final String A40 = "a".repeat(40);
    private static final String D40 = "d".repeat(40);
    private static final SnapshotEntry PLAIN = entry(pkg("oslo-config", ""), "build-1", "a", "d");

    @Test
    void versions_csv_says_none_for_what_is_absent() {
        assertThat(VersionsCsv.text(List.of(PLAIN)))
                .isEqualTo("Project,Source Repo,Source Sha,Dist Repo,Dist Sha,Status,Last Success Timestamp,"
                        + "Component,Extended Sha,Pkg NVR\n"
                        + "python-oslo-config,https://opendev.example/openstack/oslo-config," + A40
                        + ",https://review.example/oslo-config-distgit," + D40
                        + ",SUCCESS,1700000100,None,None,python-oslo-config-1.0-0.1\n");
    }

    @Test
    void versions_csv_of_a_package_that_never_succeeded_has_no_nvr() {
        SnapshotEntry never = new SnapshotEntry(
                PLAIN.build(), "", "", SnapshotEntry.FAILED, Instant.ofEpochSecond(1_700_000_100), List.of());
        assertThat(VersionsCsv.text(List.of(never))).endsWith(",FAILED,1700000100,None,None,\n");
    }

    @Test
    void versions_csv_quotes_as_pythons_csv_does() {
        Package odd = pkg("x,\"y\"", "");
        String[] lines =
                VersionsCsv.text(List.of(entry(odd, "build-1", "a", "d"))).split("\n");
        assertThat(lines[1])
                .startsWith("\"python-x,\"\"y\"\"\",\"https://opendev.example/openstack/x,\"\"y\"\"\"," + A40);
    }

    @Test
    void the_repo_file_names_package_commit_and_folder() {
        assertThat(RepoFile.text(
                        snapshot(PLAIN), "https://trunk.example/el9s-demo/", Optional.of("https://trunk.example/KEYS")))
                .isEqualTo(
                        "[delorean]\nname=delorean-python-oslo-config-" + A40
                                + "\nbaseurl=https://trunk.example/el9s-demo/aa/aa/" + A40
                                + "_dddddddd\nenabled=1\ngpgcheck=1\nrepo_gpgcheck=1\ngpgkey=https://trunk.example/KEYS\npriority=1\n");
    }

    @Test
    void the_repo_file_of_a_component_has_an_id_of_its_own() {
        SnapshotEntry network = entry(pkg("n", "network"), "build-1", "a", "d");
        assertThat(RepoFile.text(snapshot(network), "http://h/t-demo", Optional.empty()))
                .startsWith("[delorean-component-network]\nname=delorean-python-n-")
                .contains("baseurl=http://h/t-demo/component/network/aa/aa/" + A40 + "_dddddddd\n");
    }

    @Test
    void commit_yaml_is_the_row_of_dlrns_table_as_text() {
        String directory = "repos/aa/aa/" + A40 + "_dddddddd/";
        assertThat(CommitYaml.text(snapshot(PLAIN)))
                .isEqualTo("commits:\n- artifacts: " + directory + "python3-oslo-config-1.0-0.1.noarch.rpm," + directory
                        + "python-oslo-config-1.0-0.1.src.rpm\n  commit_branch: master\n  commit_hash: " + A40
                        + "\n  component: None\n  distgit_dir: ./data/python-oslo-config_distro/\n  distro_hash: " + D40
                        + "\n  dt_build: '1700000100'\n  dt_commit: '1600000000'\n  dt_distro: '1500000000'\n"
                        + "  dt_extended: '0'\n  extended_hash: None\n  flags: '0'\n  id: None\n  notes: OK\n"
                        + "  project_name: python-oslo-config\n  repo_dir: ./data/python-oslo-config\n"
                        + "  status: SUCCESS\n  type: rpm\n");
    }

    @Test
    void commit_yaml_keeps_texts_that_look_like_other_things() {
        SnapshotEntry digits = withExtended(entry(pkg("x", "1.0"), "build-1", "1", "0123456789"), "12345678");
        Map<String, List<Map<String, Object>>> read = new Yaml().load(CommitYaml.text(snapshot(digits)));
        assertThat(read.getOrDefault("commits", List.of()).getFirst())
                .containsEntry("commit_hash", "1".repeat(40))
                .containsEntry("distro_hash", "0123456789".repeat(4))
                .containsEntry("extended_hash", "12345678")
                .containsEntry("dt_extended", "1700000000")
                .containsEntry("component", "1.0");
    }

    @Test
    void an_aggregate_joins_the_components_in_order_and_is_named_by_its_md5() {
        Aggregate it = Aggregate.of(new TreeMap<>(Map.of(
                "network", new Aggregate.Part("[n]\n", VersionsCsv.HEADER + "n,1\n"),
                "compute", new Aggregate.Part("[c]\n", VersionsCsv.HEADER + "c,1\nc,2\n"))));
        assertThat(it.repo()).isEqualTo("[c]\n\n[n]\n\n");
        assertThat(it.versions()).isEqualTo(VersionsCsv.HEADER + "c,1\nc,2\nn,1\n");
        assertThat(it.directory()).isEqualTo("70/2f/" + it.hash());
    }

    private static Snapshot snapshot(SnapshotEntry made) {
        String directory = RepoLayout.directory(made.build(), made.extended());
        return new Snapshot(
                "demo", made.build().pkg().component(), directory, made.build().id(), List.of(made));
    }
}
