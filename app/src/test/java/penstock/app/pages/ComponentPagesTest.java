package penstock.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.LeftoverCheck;

/** The pages of a line whose packages are in components: each says which one it speaks of, and its links lead there. */
@Tag("extended")
@ExtendWith(LeftoverCheck.class)
class ComponentPagesTest {
    private static final String LINE = "/-/lines/" + ShownFactory.LINE;
    private static final Pattern LINK = Pattern.compile("href=\"(/-/lines/[^\"#]+)\"");

    @TempDir
    Path folder;

    private ShownFactory factory;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        factory = ShownFactory.ofComponents(folder, "clients", "compute");
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        factory.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(factory.address + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String shown(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private List<SnapshotViews.Move> moves() throws Exception {
        return factory.source.snapshots().moves(ShownFactory.LINE, Optional.empty(), 50);
    }

    @Test
    void theLineAndItsLabelsTellTheComponentsApart() throws Exception {
        for (String page : List.of(LINE, LINE + "/labels", LINE + "/labels/current")) {
            assertThat(shown(page)).as(page).contains(">clients<", ">compute<");
        }
        assertThat(shown(LINE + "/labels"))
                .contains("component/clients/current/", "component/compute/current/")
                .doesNotContain("component//");
    }

    @Test
    void aSnapshotHasThePackagesOfItsComponentAlone() throws Exception {
        List<SnapshotViews.Move> moves = moves();
        String directory = moves.getFirst().label().directory();
        assertThat(directory).startsWith("component/");
        boolean clients = directory.startsWith("component/clients/");
        assertThat(shown(LINE + "/snapshots/" + directory))
                .contains(clients ? ">python-oslo-config" : ">python-oslo-log")
                .doesNotContain(clients ? ">python-oslo-log" : ">python-oslo-config");
    }

    @Test
    void packagesSayWhichOneTheyAreIn() throws Exception {
        assertThat(shown(LINE + "/packages/oslo-config")).contains("Component</dt><dd>clients<");
        assertThat(shown(LINE + "/packages/oslo-log")).contains("Component</dt><dd>compute<");
    }

    @Test
    void everyLinkOfThesePagesLeadsSomewhere() throws Exception {
        for (String page : List.of(LINE, LINE + "/labels", LINE + "/snapshots", LINE + "/packages")) {
            List<String> links = LINK.matcher(shown(page))
                    .results()
                    .map((MatchResult link) -> link.group(1).replace("&amp;", "&"))
                    .distinct()
                    .limit(40)
                    .toList();
            assertThat(links).as(page).isNotEmpty();
            for (String link : links) {
                shown(link);
            }
        }
    }
}
