package penstock.app.modules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import penstock.app.document.Json;
import penstock.puppet.ForgeArchive;
import penstock.puppet.ModuleRelease;

/** Modules and releases as the Forge's API writes them. What Penstock has no counterpart for says "none" as the Forge does. */
final class ForgeDocument {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final ObjectMapper READER = new ObjectMapper();

    private ForgeDocument() {}

    static ObjectNode release(ModuleRelease release) {
        ForgeArchive archive = release.archive();
        String created = TIME.format(release.created());
        ObjectNode document =
                Json.object().put("uri", "/v3/releases/" + archive.slug()).put("slug", archive.slug());
        document.set("module", named(archive));
        document.put("version", archive.version());
        document.set("metadata", metadata(release));
        document.set("tags", Json.texts(List.of()));
        document.put("pdk", false)
                .put("file_uri", "/v3/files/" + archive.file())
                .put("file_size", release.file().size())
                .put("file_md5", release.file().md5())
                .put("file_sha256", release.file().sha256())
                .put("downloads", 0)
                .put("created_at", created)
                .put("updated_at", created)
                .putNull("deleted_at")
                .putNull("deleted_for");
        return document;
    }

    static ObjectNode module(ModuleRelease release) {
        ForgeArchive archive = release.archive();
        JsonNode metadata = metadata(release);
        String created = TIME.format(release.created());
        ObjectNode document = named(archive)
                .put("downloads", 0)
                .put("created_at", created)
                .put("updated_at", created)
                .putNull("deprecated_for")
                .putNull("superseded_by")
                .put("supported", false)
                .put("endorsed", false)
                .put("module_group", "base")
                .put("premium", false);
        document.set("current_release", release(release));
        document.set("releases", Json.array(List.of(release), ForgeDocument::listed));
        document.put("homepage_url", metadata.path("project_page").asText(""))
                .put("issues_url", metadata.path("issues_url").asText(""));
        return document;
    }

    private static ObjectNode listed(ModuleRelease release) {
        ForgeArchive archive = release.archive();
        return Json.object()
                .put("uri", "/v3/releases/" + archive.slug())
                .put("slug", archive.slug())
                .put("version", archive.version())
                .put("supported", false)
                .put("created_at", TIME.format(release.created()))
                .putNull("deleted_at")
                .put("file_uri", "/v3/files/" + archive.file())
                .put("file_size", release.file().size());
    }

    private static ObjectNode named(ForgeArchive archive) {
        ObjectNode document = Json.object()
                .put("uri", "/v3/modules/" + archive.module())
                .put("slug", archive.module())
                .put("name", archive.name())
                .putNull("deprecated_at");
        document.set(
                "owner",
                Json.object()
                        .put("uri", "/v3/users/" + archive.author())
                        .put("slug", archive.author())
                        .put("username", archive.author())
                        .putNull("gravatar_id"));
        return document;
    }

    private static JsonNode metadata(ModuleRelease release) {
        try {
            return READER.readTree(release.metadata());
        } catch (JsonProcessingException notJson) {
            // Builds refuse such a module.
            return Json.object();
        }
    }
}
