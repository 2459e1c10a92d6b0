package penstock.app.dlrn;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.TypeResolutionEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.schema.Coercing;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import penstock.app.api.Body;
import penstock.app.api.Refusal;
import penstock.app.document.Json;
import penstock.dlrn.Refused;
import penstock.engine.dlrn.Tables;
import penstock.engine.port.OutsideFailure;

/** {@code /api/graphql}. The schema is made when it is first asked for. */
final class GraphQlRoute {
    private static final String SCHEMA = "dlrn.graphqls";
    private static final int BODY = 32 << 10;
    private static final int COMPLEXITY = 400;
    private static final int DEPTH = 16;
    /** ISO 8601; it is never asked with. */
    private static final GraphQLScalarType DATE_TIME = GraphQLScalarType.newScalar()
            .name("DateTime")
            .coercing(new Coercing<String, String>() {
                @Override
                public String serialize(Object time, GraphQLContext context, Locale locale) {
                    return String.valueOf(time);
                }
            })
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Query NONE = new Query("", Map.of(), Optional.empty());

    private final Builders builders;
    private final GraphRows rows;
    private final GraphLinks links;
    private @Nullable GraphQL made;

    GraphQlRoute(Builders builders, Tables tables) {
        this.builders = builders;
        this.rows = new GraphRows(builders, tables);
        this.links = new GraphLinks(tables);
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
                .graphQLContext(Map.of(GraphAsk.class, new GraphAsk(line)))
                .build();
        ExecutionResult result = graphql().execute(input);
        JsonNode document = MAPPER.valueToTree(result.toSpecification());
        Answers.send(context, result.isDataPresent() ? 200 : 400, document);
    }

    /** A body says by its type in which form it has the query; what it does not say may be in the address. */
    private static Query query(Context context) throws Refused, Refusal {
        String type = Body.type(context);
        Query query = switch (type) {
            case "application/json" -> inJson(Body.bytes(context, BODY, type));
            case "application/graphql" -> new Query(text(Body.bytes(context, BODY, type)), Map.of(), Optional.empty());
            case "application/x-www-form-urlencoded" -> inFields(Body.form(context, BODY)::get);
            default -> NONE;
        };
        return query.text().isBlank() ? inFields(context::queryParam) : query;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Query inJson(byte[] body) throws Refused, Refusal {
        return body.length == 0 ? NONE : inBody(Body.json(body));
    }

    private static Query inFields(Function<String, @Nullable String> fields) throws Refused, Refusal {
        String variables = fields.apply("variables");
        JsonNode given = variables == null || variables.isBlank()
                ? Json.object()
                : Body.json(variables.getBytes(StandardCharsets.UTF_8));
        return new Query(
                Objects.requireNonNullElse(fields.apply("query"), ""),
                variables(given),
                Optional.ofNullable(fields.apply("operationName")));
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
                                    .dataFetcher("packageStatus", rows::packages)
                                    .dataFetcher("node", links::node))
                    .type(GraphRows.COMMIT, commit -> commit.dataFetcher("civotes", links::votesOfCommit))
                    .type(GraphRows.VOTE, vote -> vote.dataFetcher("commit", links::commitOfVote))
                    .type("Node", node -> node.typeResolver(GraphQlRoute::type))
                    .scalar(DATE_TIME)
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

    private static @Nullable GraphQLObjectType type(TypeResolutionEnvironment row) {
        return row.<Object>getObject() instanceof Map<?, ?> values
                ? row.getSchema().getObjectType(String.valueOf(values.get(GraphRows.TYPE)))
                : null;
    }

    private static String schema() {
        try (InputStream in = GraphQlRoute.class.getResourceAsStream(SCHEMA)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(SCHEMA, e);
        }
    }
}
