package penstock.app.dlrn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Part 4, D1 and D2: what was recorded between DLRN's own client and DLRN is asked in the same order of what was taken over from the same
 * database, and answered the same: status, JSON, links in the published tree. Imports from another instance have a test of their own.
 */
@Tag("extended")
class DlrnRecordTest {
    private static final Set<String> VOLATILE = Set.of("timestamp");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** @param asked method and address; empty where the client sent nothing */
    private record Exchange(
            String id,
            String asked,
            Map<String, String> headers,
            String body,
            int status,
            String answer,
            boolean later) {}

    private static Path data() {
        Path data = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"));
        Assumptions.assumeTrue(Files.isDirectory(data.resolve("dlrn")), "PENSTOCK_REAL_DATA is not set");
        return data;
    }

    private static List<Exchange> exchanges(Path record) throws Exception {
        List<Exchange> all = new ArrayList<>();
        for (String section : Files.readString(record).split("\n### ", -1)) {
            String[] blocks = section.split("\n```\n", -1);
            if (section.startsWith("A-") && blocks.length >= 4 && !blocks[3].isEmpty()) {
                all.add(exchange(section, blocks));
            }
        }
        return all;
    }

    /** A section is: a title, a block with the request, a block with the answer. */
    private static Exchange exchange(String section, String[] blocks) {
        String[] request = blocks[1].split("\n\n", 2);
        List<String> lines = request[0].lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        lines.stream().skip(1).forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        });
        headers.keySet().removeAll(List.of("Content-Length", "Accept-Encoding"));
        String[] answer = blocks[3].split("\n\n", 2);
        return new Exchange(
                section.lines().findFirst().orElseThrow(),
                lines.getFirst(),
                headers,
                request.length > 1 ? request[1].strip() : "",
                Integer.parseInt(answer[0].lines().findFirst().orElseThrow()),
                answer.length > 1 ? answer[1].strip() : "",
                section.contains("\nVolatile: "));
    }

    @Test
    void whatDlrnAnsweredIsAnswered() throws Exception {
        Path data = data();
        List<Exchange> exchanges = exchanges(data.resolveSibling("reference").resolve("dlrn-api-record.md")).stream()
                .filter(one -> !one.asked().contains("/remote/import"))
                .toList();
        assertThat(exchanges).hasSizeGreaterThan(55);
        List<String> different = new ArrayList<>();
        try (RunningDlrn dlrn =
                new RunningDlrn(folder, data.resolve("dlrn/seed-A.sqlite"), new RunningDlrn.How(false, false, true))) {
            for (Exchange one : exchanges) {
                String[] asked = one.asked().split(" ");
                HttpResponse<String> answer = dlrn.send(asked[0], asked[1], one.body(), one.headers());
                if (answer.statusCode() != one.status() || !same(one, answer.body())) {
                    different.add(one.id() + ": " + answer.statusCode() + " " + answer.body());
                }
            }
            assertThat(different).isEmpty();
            assertThat(Files.readSymbolicLink(dlrn.tree.resolve("test-prom")))
                    .hasToString("1c/67/1c67b1ab8c6fe273d4e175a14f0df5d3cbbd0edc_8170b868");
            assertThat(Files.readSymbolicLink(dlrn.tree.resolve("batch-ext")))
                    .hasToString("component/tripleo/93/ee/93eee77657978547f5fad1cb8cd30b570da83e68_008678d7_12345678");
        }
    }

    private static boolean same(Exchange recorded, String answer) throws Exception {
        if (recorded.status() == 401) {
            return answer.equals(recorded.answer());
        }
        String text = recorded.answer().replace("http://127.0.0.1:5051/dlrn", RunningDlrn.PUBLISHED);
        JsonNode expected = JSON.readTree(text);
        JsonNode given = JSON.readTree(answer);
        if (recorded.later()) {
            steady(expected);
            steady(given);
        }
        return expected.equals(given);
    }

    /** Without what is another value each time; that it is there stays. */
    private static void steady(JsonNode node) {
        if (node instanceof ArrayNode list) {
            list.forEach(DlrnRecordTest::steady);
        } else if (node instanceof ObjectNode object) {
            for (String name : VOLATILE) {
                if (object.has(name)) {
                    object.put(name, object.get(name).isIntegralNumber() ? "whole" : "real");
                }
            }
        }
    }
}
