package penstock.app.modules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import penstock.app.document.Json;

/**
 * A part of a list, by the number of what it has and of what comes before it.
 *
 * @param others the request's other parameters, which the addresses of the other parts repeat
 */
record ForgePage(int limit, int offset, SortedMap<String, String> others) {
    private static final int USUAL = 20;
    private static final int MOST = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    /** Empty when one of the numbers is none. */
    static Optional<ForgePage> of(Context context) {
        String limit = ForgeApi.text(context, "limit");
        String offset = ForgeApi.text(context, "offset");
        if (!isNumber(limit) || !isNumber(offset)) {
            return Optional.empty();
        }
        int rows = limit.isEmpty() ? USUAL : Integer.parseInt(limit);
        SortedMap<String, String> others = new TreeMap<>();
        for (Map.Entry<String, List<String>> parameter : context.queryParamMap().entrySet()) {
            others.put(parameter.getKey(), parameter.getValue().getFirst());
        }
        return rows < 1 || rows > MOST
                ? Optional.empty()
                : Optional.of(new ForgePage(rows, offset.isEmpty() ? 0 : Integer.parseInt(offset), others));
    }

    private static boolean isNumber(String text) {
        return text.isEmpty() || NUMBER.matcher(text).matches();
    }

    <T> List<T> part(List<T> all) {
        return all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size()));
    }

    /** @param path of the list below the address of the Forge */
    ObjectNode document(String path, int total) {
        ObjectNode document = Json.object().put("limit", limit).put("offset", offset);
        document.put("first", address(path, 0));
        document.put("previous", offset == 0 ? null : address(path, Math.max(0, offset - limit)));
        document.put("current", address(path, offset));
        document.put("next", offset + limit < total ? address(path, offset + limit) : null);
        return document.put("total", total);
    }

    private String address(String path, int from) {
        List<String> parameters = new ArrayList<>();
        SortedMap<String, String> all = new TreeMap<>(others);
        all.put("limit", Integer.toString(limit));
        all.put("offset", Integer.toString(from));
        all.forEach((name, value) -> parameters.add(encoded(name) + "=" + encoded(value)));
        return path + "?" + String.join("&", parameters);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
