package penstock.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import penstock.config.OperationConfig;

/** B1: the service's log, one record a line, with what it is about. */
class LogFilesTest {
    private static final String BUILD = "0198-build";

    @TempDir
    Path dir;

    @Test
    void a_record_of_a_build_is_one_json_object_on_one_line() throws Exception {
        List<String> lines = logged(OperationConfig.Log.JSON);
        assertThat(lines).hasSize(2);
        JsonNode node = new ObjectMapper().readTree(lines.getFirst());
        assertThat(node.path("line").asText()).isEqualTo("flamingo");
        assertThat(node.path("package").asText()).isEqualTo("nova");
        assertThat(node.path("build").asText()).isEqualTo(BUILD);
        assertThat(node.path("commit").asText()).isEqualTo("c0ffee");
        assertThat(node.path("level").asText()).isEqualTo("WARNING");
        assertThat(node.path("logger").asText()).isEqualTo("penstock.test");
        assertThat(node.path("message").asText()).isEqualTo("it broke\nin \"two\" lines");
        assertThat(node.path("trace").asText()).startsWith("java.io.IOException: full\n\tat ");
        assertThat(node.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        JsonNode other = new ObjectMapper().readTree(lines.getLast());
        assertThat(other.path("message").asText()).isEqualTo("of no build");
        assertThat(other.has("build")).isFalse();
    }

    @Test
    void as_text_its_fields_stand_before_the_message() throws Exception {
        assertThat(logged(OperationConfig.Log.TEXT))
                .anySatisfy(line -> assertThat(line)
                        .endsWith(" WARNING penstock.test [build=0198-build commit=c0ffee line=flamingo package=nova]:"
                                + " it broke\\nin \"two\" lines"))
                .anySatisfy(line -> assertThat(line).endsWith(" INFO penstock.test: of no build"));
    }

    private List<String> logged(OperationConfig.Log form) throws Exception {
        try (LogFiles _ = LogFiles.open(dir, form);
                MDC.MDCCloseable _ = MDC.putCloseable("line", "flamingo");
                MDC.MDCCloseable _ = MDC.putCloseable("package", "nova");
                MDC.MDCCloseable _ = MDC.putCloseable("build", BUILD);
                MDC.MDCCloseable _ = MDC.putCloseable("commit", "c0ffee")) {
            LoggerFactory.getLogger("penstock.test").warn("it broke\nin \"{}\" lines", "two", new IOException("full"));
            MDC.clear();
            LoggerFactory.getLogger("penstock.test").info("of no build");
        }
        return Files.readAllLines(dir.resolve("log/penstock.0.log"));
    }
}
