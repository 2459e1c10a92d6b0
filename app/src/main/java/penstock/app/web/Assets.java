package penstock.app.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The style and scripts that pages use. An address that has the file's digest is good for ever; a new content has a new address.
 */
public final class Assets {
    static final String PATH = "/-/assets/";

    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final Map<String, String> FILES = Map.of(
            "penstock.css",
            "/penstock/app/web/penstock.css",
            "penstock.js",
            "/penstock/app/web/penstock.js",
            "htmx.js",
            WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js",
            "sse.js",
            WEBJARS + "htmx-ext-sse/2.2.2/sse.js");
    private static final Map<String, String> ADDRESSES = addresses();

    Assets() {}

    /** Where a page finds a file. */
    public static String address(String name) {
        String address = ADDRESSES.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no such asset: " + name);
        }
        return address;
    }

    private static Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        FILES.keySet().forEach(name -> addresses.put(name, PATH + name + "?v=" + digest(content(name))));
        return Map.copyOf(addresses);
    }

    void serve(Context context) {
        String name = context.pathParam("name");
        if (!FILES.containsKey(name)) {
            context.status(HttpStatus.NOT_FOUND).contentType("text/plain").result("no such file\n");
            return;
        }
        boolean named = address(name).equals(PATH + name + "?v=" + context.queryParam("v"));
        context.header("Cache-Control", named ? "max-age=31536000, immutable" : "no-cache")
                .contentType(name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8")
                .result(content(name));
    }

    private static byte[] content(String name) {
        String resource = FILES.get(name);
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
