package penstock.edge.sql;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import penstock.build.Cause;
import penstock.line.Task;

/**
 * The JSON texts in the tables: records by their components' names, cases of a sealed type by the record's name. {@link #FORM} goes up
 * when one of these names changes, and a migration rewrites what is stored.
 */
final class Json {
    static final int FORM = 1;

    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "case")
    private interface Cases {}

    private static ObjectMapper mapper() {
        SimpleModule times = new SimpleModule();
        times.addSerializer(Instant.class, ToStringSerializer.instance);
        times.addDeserializer(Instant.class, new Time());
        times.addSerializer(Duration.class, ToStringSerializer.instance);
        times.addDeserializer(Duration.class, new Span());
        JsonMapper mapper = JsonMapper.builder()
                // A list that a record came to have later is empty in what was stored before.
                .withConfigOverride(
                        List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                .addModule(new Jdk8Module())
                .addModule(times)
                .addMixIn(Cause.class, Cases.class)
                .addMixIn(Task.Phase.class, Cases.class)
                .build();
        mapper.registerSubtypes(Cause.class.getPermittedSubclasses());
        mapper.registerSubtypes(Task.Phase.class.getPermittedSubclasses());
        return mapper;
    }

    private static final class Time extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        Time() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Instant.parse(parser.getText());
        }
    }

    private static final class Span extends StdScalarDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        Span() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Duration.parse(parser.getText());
        }
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that can't be written as JSON: " + value.getClass(), e);
        }
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON that is no " + type.getSimpleName() + ": " + text, e);
        }
    }
}
