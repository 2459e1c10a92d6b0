package penstock.app.modules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import penstock.app.document.Json;
import penstock.app.web.SentFile;
import penstock.app.web.WebServer;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedModules;
import penstock.puppet.ModuleListing;
import penstock.puppet.ModuleRelease;

/**
 * Version 3 of the Forge's API, as far as {@code puppet module}, {@code r10k} and the gem {@code puppet_forge} go, once for each snapshot and
 * label: what is below {@code /-/forge/LINE/LABEL} is a Forge of its own, which clients get as their address of one.
 */
public final class ForgeApi implements Consumer<RoutesConfig> {
    private static final String BASE = "/-/forge/<folder>/v3/";
    /** What a label shows may be another thing at once; clients ask again with the tag. */
    private static final String CACHING = "no-cache";

    private final PublishedModules published;

    public ForgeApi(PublishedModules published) {
        this.published = published;
    }

    @Override
    public void accept(RoutesConfig routes) {
        WebServer.show(routes, BASE + "modules", this::modules);
        WebServer.show(routes, BASE + "modules/{slug}", this::module);
        WebServer.show(routes, BASE + "releases", this::releases);
        WebServer.show(routes, BASE + "releases/{slug}", this::release);
        WebServer.show(routes, BASE + "files/{file}", this::file);
    }

    private void modules(Context context) throws OutsideFailure {
        list(context, "modules", ForgeDocument::module);
    }

    private void releases(Context context) throws OutsideFailure {
        list(context, "releases", ForgeDocument::release);
    }

    private void module(Context context) throws OutsideFailure {
        String slug = context.pathParam("slug").replace('/', '-');
        one(context, release -> release.archive().module().equalsIgnoreCase(slug), ForgeDocument::module);
    }

    private void release(Context context) throws OutsideFailure {
        String slug = context.pathParam("slug");
        one(context, release -> release.archive().slug().equalsIgnoreCase(slug), ForgeDocument::release);
    }

    private void list(Context context, String what, Function<ModuleRelease, ObjectNode> document)
            throws OutsideFailure {
        Optional<List<ModuleRelease>> all = published.of(context.pathParam("folder"));
        Optional<ForgePage> page = ForgePage.of(context);
        if (all.isEmpty()) {
            refuse(context, HttpStatus.NOT_FOUND, "nothing is published under this address");
        } else if (page.isEmpty()) {
            refuse(context, HttpStatus.BAD_REQUEST, "limit is a number from 1 to 100, offset one from 0");
        } else {
            List<ModuleRelease> found = ModuleListing.of(all.get(), wanted(context));
            ObjectNode answer = Json.object();
            answer.set("pagination", page.get().document("/v3/" + what, found.size()));
            answer.set(
                    "results", Json.array(page.get().part(found), release -> fields(context, document.apply(release))));
            answer(context, answer);
        }
    }

    private static ModuleListing.Wanted wanted(Context context) {
        return new ModuleListing.Wanted(
                text(context, "query"), text(context, "owner"), text(context, "module"), text(context, "sort_by"));
    }

    private interface Which {
        boolean is(ModuleRelease release);
    }

    private void one(Context context, Which which, Function<ModuleRelease, ObjectNode> document) throws OutsideFailure {
        Optional<ModuleRelease> found = published.of(context.pathParam("folder")).orElse(List.of()).stream()
                .filter(which::is)
                .findFirst();
        if (found.isPresent()) {
            answer(context, fields(context, document.apply(found.get())));
        } else {
            refuse(context, HttpStatus.NOT_FOUND, "there is no such module here");
        }
    }

    private void file(Context context) throws OutsideFailure, IOException {
        Optional<Path> file = published.file(context.pathParam("folder"), context.pathParam("file"));
        if (file.isEmpty()) {
            refuse(context, HttpStatus.NOT_FOUND, "there is no such file here");
            return;
        }
        try {
            SentFile.send(context, file.get(), "application/gzip", CACHING);
        } catch (NoSuchFileException takenAway) {
            refuse(context, HttpStatus.NOT_FOUND, "it was there until just now");
        }
    }

    /** Clients leave out what they have no use for. */
    private static ObjectNode fields(Context context, ObjectNode document) {
        List<String> without = names(context, "exclude_fields");
        List<String> only = names(context, "include_fields");
        document.remove(without);
        if (!only.isEmpty()) {
            document.retain(only);
        }
        return document;
    }

    private static List<String> names(Context context, String parameter) {
        return List.of(text(context, parameter).split("[,+ ]+")).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static String text(Context context, String parameter) {
        return Optional.ofNullable(context.queryParam(parameter)).orElse("");
    }

    private static void answer(Context context, ObjectNode document) {
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        String tag = '"' + digest(body) + '"';
        context.header("ETag", tag).header("Cache-Control", CACHING);
        String known = context.header("If-None-Match");
        if (known != null && List.of(known.split("\\s*,\\s*")).stream().anyMatch(one -> same(one, tag))) {
            context.status(HttpStatus.NOT_MODIFIED);
            return;
        }
        context.contentType("application/json; charset=utf-8").result(body);
    }

    private static boolean same(String known, String tag) {
        return known.equals("*") || known.equals(tag) || known.equals("W/" + tag);
    }

    private static void refuse(Context context, HttpStatus status, String why) {
        ObjectNode document = Json.object().put("message", status.getCode() + " " + status.getMessage());
        ArrayNode errors = Json.texts(List.of(why));
        document.set("errors", errors);
        context.status(status)
                .contentType("application/json; charset=utf-8")
                .result(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
