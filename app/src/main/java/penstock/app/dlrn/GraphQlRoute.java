package penstock.app.dlrn;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import penstock.app.api.Body;
import penstock.app.api.Refusal;
import penstock.app.document.Json;
import penstock.dlrn.Refused;
import penstock.engine.port.OutsideFailure;

/** {@code /api/graphql}. The schema is made when it is first asked for. */
final class GraphQlRoute {
    private static final String SCHEMA = "dlrn.graphqls";
    private static final int BODY = 32 << 10;
    private static final int COMPLEXITY = 400;
    private static final int DEPTH = 16;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Builders builders;
    private final GraphRows rows;
    private @Nullable GraphQL made;

    GraphQlRoute(Builders builders, GraphRows rows) {
        this.builders = builders;
        this.rows = rows;
    }

    private record Query(String text, Map<String, Object> variables, Optional<String> operation) {}

    void answer(Context context) throws Refused, Refusal, OutsideFailure {
        String line = builders.line(context);
        Query query = query(context);
        if (query.text().isBlank()) {
            var errors = Json.object();
            errors.putArray("errors").addObject().put("message", "Must provide query string.");
            Answers.send(context, 400, errors);
            return;
        }
        ExecutionInput input = ExecutionInput.newExecutionInput(query.text())
                .variables(query.variables())
                .operationName(query.operation().orElse(null))
                .graphQLContext(Map.of(GraphRows.LINE, line, GraphRows.LISTS, new AtomicInteger()))
                .build();
        ExecutionResult result = graphql().execute(input);
        JsonNode document = MAPPER.valueToTree(result.toSpecification());
        Answers.send(context, result.isDataPresent() ? 200 : 400, document);
    }

    private static Query query(Context context) throws Refused, Refusal {
        if (context.method().name().equals("POST")) {
            byte[] body = Body.bytes(context, BODY);
            return body.length == 0 ? inAddress(context) : inBody(Body.json(body));
        }
        return inAddress(context);
    }

    private static Query inAddress(Context context) throws Refused, Refusal {
        String variables = context.queryParam("variables");
        JsonNode given = variables == null || variables.isBlank()
                ? Json.object()
                : Body.json(variables.getBytes(StandardCharsets.UTF_8));
        return new Query(
                Objects.requireNonNullElse(context.queryParam("query"), ""),
                variables(given),
                Optional.ofNullable(context.queryParam("operationName")));
    }

    private static Query inBody(JsonNode body) throws Refused {
        return new Query(
                body.path("query").asText(""),
                variables(body.path("variables")),
                Optional.of(body.path("operationName"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
    }

    private static Map<String, Object> variables(JsonNode given) throws Refused {
        if (given.isMissingNode() || given.isNull()) {
            return Map.of();
        }
        if (!given.isObject()) {
            throw Refused.badly("variables must be an object of JSON");
        }
        return MAPPER.convertValue(given, new TypeReference<>() {});
    }

    private synchronized GraphQL graphql() {
        GraphQL known = made;
        if (known == null) {
            RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                    .type(
                            "Query",
                            query -> query.dataFetcher("commits", rows::commits)
                                    .dataFetcher("civote", rows::votes)
                                    .dataFetcher("civoteAgg", rows::aggregateVotes)
                                    .dataFetcher("packageStatus", rows::packages))
                    .build();
            known = GraphQL.newGraphQL(
                            new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(schema()), wiring))
                    .instrumentation(new ChainedInstrumentation(List.of(
                            new MaxQueryComplexityInstrumentation(COMPLEXITY),
                            new MaxQueryDepthInstrumentation(DEPTH))))
                    .build();
            made = known;
        }
        return known;
    }

    private static String schema() {
        try (InputStream in = GraphQlRoute.class.getResourceAsStream(SCHEMA)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(SCHEMA, e);
        }
    }
}
