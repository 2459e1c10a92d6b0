package penstock.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.app.document.Json;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditedFactory;
import penstock.engine.access.FollowChange;
import penstock.engine.line.Wanted;
import penstock.engine.port.OutsideFailure;

/** What the API changes, for holders of a token. */
final class Changes {
    private static final int BODY = 64 << 10;

    private final AuditedFactory factory;
    private final Named named;

    Changes(AuditedFactory factory) {
        this.factory = factory;
        this.named = new Named(factory);
    }

    /** Queues builds; all of them are well formed, or none is queued. */
    void build(Context context) throws Refusal, OutsideFailure, InterruptedException {
        ReleaseLine line = named.line(context);
        JsonNode body = Body.json(Body.bytes(context, BODY));
        Actor actor = Admission.actor(context);
        BuildWish wish = new BuildWish(line);
        List<Wanted> wanted = wish.read(body);
        if (!wish.mistakes().isEmpty()) {
            factory.refused(
                    actor,
                    "build",
                    line.name(),
                    wish.mistakes().stream().map(Refusal.Mistake::message).toList());
            throw new Refusal(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "nothing was queued: the body has mistakes",
                            wish.mistakes())
                    .onRecord();
        }
        List<String> problems = factory.build(actor, wanted);
        if (problems.size() >= wanted.size()) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "nothing was queued", mistakes(problems)).onRecord();
        }
        ObjectNode document = Json.object().put("queued", wanted.size() - problems.size());
        document.set(
                "problems",
                Json.array(
                        problems,
                        problem -> Json.object()
                                .put("message", problem)
                                .put("at", "")
                                .put("hint", "")));
        Answer.changed(context, document);
    }

    void pause(Context context) throws Refusal, OutsideFailure, InterruptedException {
        ReleaseLine line = named.line(context);
        FollowWish wish = new FollowWish(Body.json(Body.bytes(context, BODY)), List.of("packages", "reason"));
        follow(context, wish, new FollowChange.Pause(Optional.of(line.name()), wish.packages(), wish.reason()));
    }

    void resume(Context context) throws Refusal, OutsideFailure, InterruptedException {
        ReleaseLine line = named.line(context);
        FollowWish wish = new FollowWish(Body.json(Body.bytes(context, BODY)), List.of("packages"));
        follow(context, wish, new FollowChange.Resume(Optional.of(line.name()), wish.packages()));
    }

    /** Of any line that was begun here, as one that is followed has nothing but packages to remove. */
    void remove(Context context) throws Refusal, OutsideFailure, InterruptedException {
        String line = named.begun(context);
        FollowWish wish = new FollowWish(Body.json(Body.bytes(context, BODY)), List.of("packages"));
        follow(context, wish, new FollowChange.Remove(Optional.of(line), wish.packages()));
    }

    private void follow(Context context, FollowWish wish, FollowChange change)
            throws Refusal, OutsideFailure, InterruptedException {
        if (!wish.mistakes().isEmpty()) {
            throw new Refusal(
                    HttpStatus.UNPROCESSABLE_CONTENT, "nothing was changed: the body has mistakes", wish.mistakes());
        }
        List<String> done = new ArrayList<>();
        List<String> problems = factory.follow(Admission.actor(context), change, done::add);
        if (!problems.isEmpty()) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "nothing was changed", mistakes(problems)).onRecord();
        }
        ObjectNode document = Json.object();
        document.set("done", Json.texts(done));
        Answer.changed(context, document);
    }

    private static List<Refusal.Mistake> mistakes(List<String> problems) {
        return problems.stream()
                .map(problem -> new Refusal.Mistake(problem, "", ""))
                .toList();
    }

    void lookAtLine(Context context) throws Refusal, OutsideFailure, InterruptedException {
        ReleaseLine line = named.line(context);
        look(context, line.name(), line.packages());
    }

    void lookAtPackage(Context context) throws Refusal, OutsideFailure, InterruptedException {
        ReleaseLine line = named.line(context);
        Package pkg = named.pkg(context, line);
        look(context, line.name() + "/" + pkg.project(), List.of(pkg));
    }

    private void look(Context context, String target, List<Package> packages)
            throws OutsideFailure, InterruptedException {
        int repositories = factory.look(Admission.actor(context), target, packages);
        Answer.changed(context, Json.object().put("repositories", repositories));
    }
}
