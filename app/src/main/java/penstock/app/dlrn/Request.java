package penstock.app.dlrn;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import penstock.app.api.Body;
import penstock.app.api.Refusal;
import penstock.dlrn.Parameters;
import penstock.dlrn.Refused;

/** Reads what a client sends: parameters in the address, in a JSON body, or in both, where the body wins. */
final class Request {
    static final int BODY = 256 << 10;
    private static final String JSON = "application/json";
    private static final int LONGEST_LIST = 1000;

    private Request() {}

    /** Of a read. A client that says it sends JSON has to. */
    static Parameters read(Context context) throws Refused, Refusal {
        Map<String, Object> given = inAddress(context);
        if (JSON.equals(context.header("Content-Type"))) {
            put(given, document(Body.bytes(context, BODY)));
        }
        return new Parameters(given);
    }

    /** Of a change, which has a body and nothing else. */
    static Parameters change(Context context) throws Refused, Refusal {
        Map<String, Object> given = new LinkedHashMap<>();
        put(given, json(context));
        return new Parameters(given);
    }

    /**
     * Of a change whose parameters come in the address, in the body or in both, where the body wins: clients differ. It must say that it
     * sends JSON all the same, which a page of another site can't make a browser say.
     */
    static Parameters changeByAddress(Context context) throws Refused, Refusal {
        isJson(context);
        Map<String, Object> given = inAddress(context);
        byte[] body = Body.bytes(context, BODY);
        if (body.length > 0 || given.isEmpty()) {
            put(given, document(body));
        }
        return new Parameters(given);
    }

    private static Map<String, Object> inAddress(Context context) {
        Map<String, Object> given = new LinkedHashMap<>();
        context.queryParamMap().forEach((name, values) -> given.put(name, values.getFirst()));
        return given;
    }

    /** Of a change that takes several. */
    static List<Parameters> changes(Context context) throws Refused, Refusal {
        JsonNode list = json(context);
        if (!list.isArray() || list.isEmpty() || list.size() > LONGEST_LIST) {
            throw Refused.badly("The body must be a list of 1 to " + LONGEST_LIST + " objects");
        }
        List<Parameters> all = new java.util.ArrayList<>();
        for (JsonNode one : list) {
            Map<String, Object> given = new LinkedHashMap<>();
            put(given, one);
            all.add(new Parameters(given));
        }
        return all;
    }

    private static JsonNode json(Context context) throws Refused, Refusal {
        isJson(context);
        return document(Body.bytes(context, BODY));
    }

    private static void isJson(Context context) throws Refused {
        if (!JSON.equals(context.header("Content-Type"))) {
            throw new Refused(415, "Unsupported Media Type, use JSON");
        }
    }

    private static JsonNode document(byte[] body) throws Refused, Refusal {
        if (body.length == 0) {
            throw Refused.badly("The body is empty, and its type says that it is JSON");
        }
        return Body.json(body);
    }

    private static void put(Map<String, Object> given, JsonNode body) throws Refused {
        if (!body.isObject()) {
            throw Refused.badly("The body must be an object of JSON");
        }
        for (Map.Entry<String, JsonNode> one : body.properties()) {
            JsonNode value = one.getValue();
            if (!value.isNull()) {
                given.put(one.getKey(), value(value));
            }
        }
    }

    /** As {@link Parameters} takes it. */
    private static Object value(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNumber() ? value.numberValue() : value;
    }
}
