package penstock.edge.owner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.build.BuildOptions;
import penstock.engine.access.FollowChange;
import penstock.engine.access.Role;
import penstock.engine.line.Wanted;
import penstock.engine.owner.DataFolder.Request;
import penstock.engine.promote.PromotionWish;
import penstock.engine.publish.KeyChange;

/**
 * The words between a command and the owner of a data folder: lines of JSON, at most 1 MiB each. One request, then any number of
 * progress lines, then one end.
 *
 * <pre>
 *   {"penstock":1,"request":"build","wait":true,"wanted":[{"line":"flamingo","project":"oslo-config","commit":null, ...}]}
 *   {"progress":"oslo-config builds"}
 *   {"done":["what could not be done"]}      or      {"failed":"why","retryable":true}
 * </pre>
 */
final class Protocol {
    static final int VERSION = 1;
    static final int LONGEST = 1 << 20;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Protocol() {}

    /** A line that is not of this protocol; the message says what is wrong with it. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    sealed interface Reply {
        record Progress(String text) implements Reply {}

        record Done(List<String> problems) implements Reply {}

        record Failed(String message, boolean retryable) implements Reply {}
    }

    static String write(Request request) {
        ObjectNode node = MAPPER.createObjectNode().put("penstock", VERSION);
        switch (request) {
            case Request.Ping() -> node.put("request", "ping");
            case Request.RunOnce() -> node.put("request", "run once");
            case Request.Stop() -> node.put("request", "stop");
            case Request.ChangeKeys(KeyChange change) -> write(change, node);
            case Request.AddToken add ->
                roles(node.put("request", "add token"), add.roles())
                        .put("name", add.name())
                        .put("id", add.id())
                        .put("digest", add.digest())
                        .put("expires", add.expires().map(Instant::toString).orElse(null));
            case Request.AddUser add ->
                roles(node.put("request", "add user"), add.roles())
                        .put("name", add.name())
                        .put("hash", add.hash());
            case Request.ChangePassword(String name, String hash) ->
                node.put("request", "change password").put("name", name).put("hash", hash);
            case Request.RemoveUser(String name) ->
                node.put("request", "remove user").put("name", name);
            case Request.RevokeToken(String name) ->
                node.put("request", "revoke token").put("name", name);
            case Request.Follow(FollowChange change) -> write(change, node);
            case Request.Promote(PromotionWish wish) -> PromotionWords.write(wish, node);
            case Request.Purge(Duration olderThan, List<String> keep, boolean dryRun) -> {
                node.put("request", "purge")
                        .put("seconds", olderThan.toSeconds())
                        .put("dryRun", dryRun);
                keep.forEach(node.putArray("keep")::add);
            }
            case Request.Build(List<Wanted> wanted, boolean untilDone) -> {
                ArrayNode builds =
                        node.put("request", "build").put("wait", untilDone).putArray("wanted");
                for (Wanted one : wanted) {
                    builds.addObject()
                            .put("line", one.line())
                            .put("project", one.project())
                            .put("commit", one.commit().orElse(null))
                            .put("bootstrap", one.options().bootstrap())
                            .put("withTests", one.options().withTests());
                }
            }
        }
        return node.toString();
    }

    private static ObjectNode roles(ObjectNode node, Set<Role> roles) {
        Role.words(roles).forEach(node.putArray("roles")::add);
        return node;
    }

    private static Set<Role> roles(JsonNode node) throws Unreadable {
        List<String> words = texts(node.path("roles"));
        if (!Role.unknown(words).isEmpty()) {
            throw new Unreadable("unknown roles " + Role.unknown(words));
        }
        return Role.read(words);
    }

    private static void write(KeyChange change, ObjectNode node) {
        switch (change) {
            case KeyChange.Rotate() -> node.put("request", "rotate key");
            case KeyChange.Add(String armoured) ->
                node.put("request", "add key").put("key", armoured);
            case KeyChange.Retire(String fingerprint) ->
                node.put("request", "retire key").put("key", fingerprint);
        }
    }

    private static void write(FollowChange change, ObjectNode node) {
        node.put("line", change.line().orElse(null));
        change.packages().forEach(node.putArray("packages")::add);
        switch (change) {
            case FollowChange.Pause pause -> node.put("request", "pause").put("reason", pause.reason());
            case FollowChange.Resume _ -> node.put("request", "resume");
            case FollowChange.Remove _ -> node.put("request", "remove");
        }
    }

    static Request request(String line) throws Unreadable {
        JsonNode node = object(line);
        int version = node.path("penstock").asInt(0);
        if (version != VERSION) {
            throw new Unreadable("this process speaks version " + VERSION + " of the protocol, not " + version
                    + "; use the same Penstock on both sides");
        }
        return switch (node.path("request").asText()) {
            case "ping" -> new Request.Ping();
            case "run once" -> new Request.RunOnce();
            case "stop" -> new Request.Stop();
            case "rotate key" -> new Request.ChangeKeys(new KeyChange.Rotate());
            case "add key" ->
                new Request.ChangeKeys(new KeyChange.Add(node.path("key").asText()));
            case "retire key" ->
                new Request.ChangeKeys(new KeyChange.Retire(node.path("key").asText()));
            case "add token" ->
                new Request.AddToken(
                        node.path("name").asText(),
                        node.path("id").asText(),
                        node.path("digest").asText(),
                        time(node.path("expires")),
                        roles(node));
            case "add user" ->
                new Request.AddUser(
                        node.path("name").asText(), node.path("hash").asText(), roles(node));
            case "change password" ->
                new Request.ChangePassword(
                        node.path("name").asText(), node.path("hash").asText());
            case "remove user" -> new Request.RemoveUser(node.path("name").asText());
            case "pause" ->
                new Request.Follow(new FollowChange.Pause(
                        text(node.path("line")),
                        texts(node.path("packages")),
                        node.path("reason").asText()));
            case "remove" ->
                new Request.Follow(new FollowChange.Remove(text(node.path("line")), texts(node.path("packages"))));
            case "resume" ->
                new Request.Follow(new FollowChange.Resume(text(node.path("line")), texts(node.path("packages"))));
            case "purge" -> purge(node);
            case "revoke token" -> new Request.RevokeToken(node.path("name").asText());
            case "build" ->
                new Request.Build(wanted(node.path("wanted")), node.path("wait").asBoolean());
            case "promote", "rollback", "vote" -> new Request.Promote(PromotionWords.read(node));
            default -> throw new Unreadable("unknown request " + node.path("request"));
        };
    }

    private static Request purge(JsonNode node) throws Unreadable {
        long seconds = node.path("seconds").asLong(-1);
        // Less than nothing, or what is missing, must not become an age that lets everything go.
        if (seconds < 0
                || seconds > Duration.ofDays(36_500).toSeconds()
                || !node.path("dryRun").isBoolean()) {
            throw new Unreadable("a purge without an age");
        }
        return new Request.Purge(
                Duration.ofSeconds(seconds),
                texts(node.path("keep")),
                node.path("dryRun").asBoolean());
    }

    static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** A list that is missing or no list is a mistake: it must not become one of nothing, which may mean everything. */
    static List<String> texts(JsonNode node) throws Unreadable {
        if (!node.isArray()) {
            throw new Unreadable("a list of names is missing");
        }
        List<String> texts = new ArrayList<>();
        node.forEach(name -> texts.add(name.asText()));
        return texts;
    }

    private static Optional<Instant> time(JsonNode node) throws Unreadable {
        try {
            return node.isTextual() ? Optional.of(Instant.parse(node.asText())) : Optional.empty();
        } catch (DateTimeParseException e) {
            throw new Unreadable("not a time: " + node.asText());
        }
    }

    private static List<Wanted> wanted(JsonNode nodes) throws Unreadable {
        List<Wanted> wanted = new ArrayList<>();
        for (JsonNode node : nodes) {
            if (!node.path("line").isTextual() || !node.path("project").isTextual()) {
                throw new Unreadable("a build without a line or project");
            }
            wanted.add(new Wanted(
                    node.path("line").asText(),
                    node.path("project").asText(),
                    text(node.path("commit")),
                    new BuildOptions(
                            node.path("bootstrap").asBoolean(),
                            node.path("withTests").asBoolean())));
        }
        return wanted;
    }

    static String write(Reply reply) {
        ObjectNode node = MAPPER.createObjectNode();
        switch (reply) {
            case Reply.Progress(String text) -> node.put("progress", text);
            case Reply.Done(List<String> problems) -> problems.forEach(node.putArray("done")::add);
            case Reply.Failed(String message, boolean retryable) ->
                node.put("failed", message).put("retryable", retryable);
        }
        return node.toString();
    }

    static Reply reply(String line) throws Unreadable {
        JsonNode node = object(line);
        if (node.has("progress")) {
            return new Reply.Progress(node.path("progress").asText());
        }
        if (node.has("failed")) {
            return new Reply.Failed(
                    node.path("failed").asText(), node.path("retryable").asBoolean());
        }
        if (!node.path("done").isArray()) {
            throw new Unreadable("unknown answer");
        }
        List<String> problems = new ArrayList<>();
        node.path("done").forEach(problem -> problems.add(problem.asText()));
        return new Reply.Done(problems);
    }

    private static JsonNode object(String line) throws Unreadable {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new Unreadable("not JSON: " + e.getOriginalMessage());
        }
        throw new Unreadable("not an object of JSON");
    }

    /** Reads a line of bounded length; empty at the end. */
    static Optional<String> line(BufferedReader reader) throws IOException, Unreadable {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            if (line.length() == LONGEST) {
                throw new Unreadable("a line of more than " + LONGEST + " characters");
            }
            line.append((char) next);
            next = reader.read();
        }
        return Optional.of(line.toString());
    }
}
