package penstock.app.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import penstock.engine.query.Listing;

/**
 * Which part of a list a request asks for: {@code limit} rows behind the key {@code behind}.
 *
 * @param filters the other parameters that the request may have
 */
record Paging(Listing.Part part, Map<String, String> filters) {
    static final int USUAL = 40;
    static final int MOST = 200;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");

    /** What a list's keys look like. */
    enum Keys {
        NUMBERS("[0-9]{1,18}"),
        IDS("[0-9a-f-]{1,64}");

        private final Pattern form;

        Keys(String form) {
            this.form = Pattern.compile(form);
        }
    }

    /** @param allowed the names of filters */
    static Paging of(Context context, Keys keys, List<String> allowed) throws Refusal {
        List<Refusal.Mistake> mistakes = new ArrayList<>();
        Map<String, List<String>> given = context.queryParamMap();
        for (String name : given.keySet()) {
            if (!name.equals("limit") && !name.equals("behind") && !allowed.contains(name)) {
                mistakes.add(new Refusal.Mistake("there is no parameter " + cut(name), "query", ""));
            }
        }
        Optional<String> limit = one(given, "limit");
        int rows = USUAL;
        if (limit.isPresent()) {
            rows = COUNT.matcher(limit.get()).matches() ? Integer.parseInt(limit.get()) : 0;
            if (rows < 1 || rows > MOST) {
                mistakes.add(new Refusal.Mistake(
                        "limit is a number from 1 to " + MOST + ", not " + cut(limit.get()), "query/limit", ""));
            }
        }
        Optional<String> behind = one(given, "behind");
        if (behind.isPresent() && !keys.form.matcher(behind.get()).matches()) {
            mistakes.add(new Refusal.Mistake(
                    "behind is not a key of this list: " + cut(behind.get()),
                    "query/behind",
                    "follow the next of an answer"));
        }
        if (!mistakes.isEmpty()) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "the address has mistakes", mistakes);
        }
        Map<String, String> filters = new java.util.TreeMap<>();
        allowed.forEach(name -> one(given, name).ifPresent(value -> filters.put(name, value)));
        return new Paging(new Listing.Part(behind, rows), filters);
    }

    private static Optional<String> one(Map<String, List<String>> given, String name) {
        return Optional.ofNullable(given.get(name)).map(List::getFirst);
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 97) + "...";
    }

    Optional<String> filter(String name) {
        return Optional.ofNullable(filters.get(name));
    }

    /** The rows that were asked for, of as many and one more. */
    <T> Listing.Slice<T> slice(List<T> found, Function<T, String> key) {
        boolean more = found.size() > part.limit();
        List<T> rows = more ? found.subList(0, part.limit()) : found;
        return new Listing.Slice<>(rows, more ? Optional.of(key.apply(rows.getLast())) : Optional.empty());
    }

    /** The address of the part behind a key, relative to the server. */
    String next(Context context, String key) {
        StringBuilder address = new StringBuilder(context.req().getRequestURI())
                .append("?limit=")
                .append(part.limit())
                .append("&behind=")
                .append(key);
        filters.forEach((name, value) ->
                address.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return address.toString();
    }
}
