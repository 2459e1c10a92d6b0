package penstock.app.dlrn;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import penstock.app.document.Json;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.Ledger;
import penstock.promote.Evidence;

/** Answers in DLRN's words. */
final class Answers {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build()
            .writerFor(JsonNode.class);

    private Answers() {}

    static void send(Context context, int status, JsonNode document) {
        byte[] text;
        try {
            text = WRITER.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        context.status(status)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .header("Content-Length", String.valueOf(text.length))
                .result(text);
    }

    static void refused(Context context, int status, String message) {
        send(context, status, Json.object().put("message", message));
    }

    /** The hashes that name a commit. */
    private static ObjectNode named(ObjectNode node, BuiltCommit commit) {
        return node.put("commit_hash", commit.source())
                .put("distro_hash", commit.distgit())
                .put("extended_hash", orNull(commit.extended()));
    }

    /** A vote with its commit, as {@code last_tested_repo} tells it. */
    static ObjectNode tested(BuiltCommit commit, Evidence vote) {
        return outcome(named(Json.object(), commit), vote)
                .put("component", orNull(vote.source().component()));
    }

    /** A vote of a commit, as {@code repo_status} tells it. */
    static ObjectNode vote(BuiltCommit commit, Evidence vote) {
        return remarks(tested(commit, vote), vote);
    }

    /** A vote of what several components showed together. */
    static ObjectNode aggregateVote(Evidence vote) {
        return remarks(outcome(Json.object().put("aggregate_hash", vote.subject()), vote), vote);
    }

    /** A vote that was just reported. */
    static ObjectNode reported(Optional<BuiltCommit> commit, Evidence vote) {
        ObjectNode node = remarks(outcome(Json.object(), vote), vote);
        node.put("aggregate_hash", commit.isPresent() ? null : vote.subject());
        node.put("component", orNull(vote.source().component()));
        if (commit.isPresent()) {
            return named(node, commit.orElseThrow());
        }
        return node.putNull("commit_hash").putNull("distro_hash").putNull("extended_hash");
    }

    private static ObjectNode outcome(ObjectNode node, Evidence vote) {
        return node.put("timestamp", vote.at().getEpochSecond())
                .put("job_id", vote.job())
                .put("success", vote.result() == Evidence.Result.SUCCESS)
                .put("in_progress", vote.result() == Evidence.Result.RUNNING)
                .put("user", orNull(name(vote.source().who())));
    }

    private static ObjectNode remarks(ObjectNode node, Evidence vote) {
        return node.put("url", vote.remarks().url()).put("notes", vote.remarks().notes());
    }

    /** A promotion of the ledger; its time is a whole number there. */
    static ObjectNode promotion(Ledger.Promoted promoted, String url) {
        ObjectNode node = promoted(promoted.commit(), promoted.label(), url);
        return node.put("timestamp", promoted.at().getEpochSecond())
                .put("user", orNull(name(promoted.by())))
                .put("component", orNull(promoted.component()))
                .put("aggregate_hash", orNull(promoted.aggregate()));
    }

    /** A promotion that was just made; its time is a real number there. */
    static ObjectNode promotedNow(BuiltCommit commit, String label, String url, Instant at, String by) {
        return promoted(commit, label, url)
                .put("timestamp", BigDecimal.valueOf(at.getEpochSecond()).setScale(1))
                .put("user", by)
                .put("component", orNull(commit.component()));
    }

    private static ObjectNode promoted(BuiltCommit commit, String label, String url) {
        return named(Json.object(), commit)
                .put("repo_hash", commit.repositoryHash())
                .put("repo_url", url)
                .put("promote_name", label);
    }

    /** DLRN knows users by their names alone. */
    static String name(String who) {
        return who.startsWith("user:") || who.startsWith("token:") ? who.substring(who.indexOf(':') + 1) : who;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
