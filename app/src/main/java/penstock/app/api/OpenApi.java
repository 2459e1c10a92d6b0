package penstock.app.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The document that promises the API's shape (OpenAPI 3.1), as it was written and as JSON. */
public final class OpenApi {
    private final byte[] yaml;
    private final byte[] json;

    OpenApi() {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi.yaml"))) {
            this.yaml = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.json = json(yaml);
    }

    private static byte[] json(byte[] yaml) {
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(yaml, StandardCharsets.UTF_8));
        try {
            return new ObjectMapper().writeValueAsBytes(read);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void json(Context context) {
        context.header("Cache-Control", "max-age=300")
                .contentType("application/json")
                .result(json);
    }

    void yaml(Context context) {
        context.header("Cache-Control", "max-age=300")
                .contentType("application/yaml")
                .result(yaml);
    }
}
