package penstock.edge.owner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import penstock.engine.promote.PromotionWish;
import penstock.promote.Evidence;

/** Promotions, rollbacks and votes in the words of {@link Protocol}. */
final class PromotionWords {
    private PromotionWords() {}

    static void write(PromotionWish wish, ObjectNode node) {
        node.put("line", wish.line().orElse(null));
        switch (wish) {
            case PromotionWish.Promote promote -> {
                node.put("request", "promote").put("label", promote.label()).put("reason", promote.reason());
                promote.to().forEach(node.putArray("to")::add);
            }
            case PromotionWish.Rollback rollback ->
                node.put("request", "rollback")
                        .put("label", rollback.label())
                        .put("entry", rollback.to().orElse(null))
                        .put("reason", rollback.reason());
            case PromotionWish.Vote vote ->
                node.put("request", "vote")
                        .put("of", vote.of())
                        .put("job", vote.job())
                        .put("result", vote.result().name())
                        .put("url", vote.remarks().url())
                        .put("notes", vote.remarks().notes());
        }
    }

    static PromotionWish read(JsonNode node) throws Protocol.Unreadable {
        var line = Protocol.text(node.path("line"));
        String reason = node.path("reason").asText("");
        return switch (node.path("request").asText()) {
            case "promote" ->
                new PromotionWish.Promote(line, must(node, "label"), Protocol.texts(node.path("to")), reason);
            case "rollback" ->
                new PromotionWish.Rollback(line, must(node, "label"), Protocol.text(node.path("entry")), reason);
            default ->
                new PromotionWish.Vote(
                        line,
                        must(node, "of"),
                        must(node, "job"),
                        result(must(node, "result")),
                        new Evidence.Remarks(
                                node.path("url").asText(""), node.path("notes").asText("")));
        };
    }

    private static String must(JsonNode node, String key) throws Protocol.Unreadable {
        return Protocol.text(node.path(key)).orElseThrow(() -> new Protocol.Unreadable("no " + key + " is given"));
    }

    private static Evidence.Result result(String name) throws Protocol.Unreadable {
        try {
            return Evidence.Result.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new Protocol.Unreadable("no result: " + name);
        }
    }
}
