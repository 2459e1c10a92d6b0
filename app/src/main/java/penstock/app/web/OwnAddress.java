package penstock.app.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Consumer;

/** What the outside calls this server: what the configuration says, else what the request was sent to. */
public final class OwnAddress {
    private static final String NAME = "own-address";

    private OwnAddress() {}

    /** @param baseUrl without a final slash; empty when requests know */
    public static Consumer<RoutesConfig> always(String baseUrl) {
        return routes -> {
            if (!baseUrl.isEmpty()) {
                routes.before(context -> context.attribute(NAME, baseUrl));
            }
        };
    }

    /** Without a final slash. */
    public static String of(Context context) {
        String said = context.attribute(NAME);
        return said == null ? context.scheme() + "://" + context.host() : said;
    }
}
