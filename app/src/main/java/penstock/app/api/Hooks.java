package penstock.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import penstock.app.document.Json;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditedFactory;
import penstock.engine.port.OutsideFailure;

/**
 * Takes what git hosts say, and has the repository looked at now. What they say about it is not believed: only which it is. So a
 * delivery that was overheard and sent again can do no more than have it looked at once more, and not even that for a while.
 */
final class Hooks {
    private static final int BODY = 2 << 20;
    private static final int AT_ONE_TIME = 8;
    private static final int PER_MINUTE = 600;
    private static final int REMEMBERED = 10_000;
    private static final Duration REPLAY = Duration.ofMinutes(10);
    private static final List<String> PLACES = List.of("repository", "project");
    private static final List<String> ADDRESSES = List.of(
            "clone_url", "git_url", "ssh_url", "html_url", "git_http_url", "git_ssh_url", "web_url", "http_url", "url");

    private final Map<String, Hook> hooks = new LinkedHashMap<>();
    private final AuditedFactory factory;
    private final Admission admission;
    private final InstantSource clock;
    private final RateLimits limits = new RateLimits(PER_MINUTE);
    private final Semaphore bodies = new Semaphore(AT_ONE_TIME);
    private final Map<String, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    Hooks(List<Hook> hooks, AuditedFactory factory, Admission admission, InstantSource clock) {
        hooks.forEach(hook -> this.hooks.put(hook.name(), hook));
        this.factory = factory;
        this.admission = admission;
        this.clock = clock;
    }

    void take(Context context) throws Refusal, OutsideFailure, InterruptedException {
        Hook hook = hooks.get(context.pathParam("webhook"));
        if (hook == null) {
            throw Refusal.notFound("there is no such webhook", "");
        }
        if (!bodies.tryAcquire()) {
            throw Refusal.of(HttpStatus.TOO_MANY_REQUESTS, "too many deliveries at one time; send it again");
        }
        try {
            take(context, hook, Body.bytes(context, BODY));
        } finally {
            bodies.release();
        }
    }

    private void take(Context context, Hook hook, byte[] body) throws Refusal, OutsideFailure, InterruptedException {
        Optional<String> delivery = Signature.check(hook, context, body, clock.instant());
        if (delivery.isEmpty()) {
            admission.wrong(context, "signature");
            throw Refusal.of(HttpStatus.UNAUTHORIZED, "the signature is missing, wrong, or too old");
        }
        limits.take(hook.name());
        JsonNode said = Body.json(body);
        String name = hook.name() + " " + delivery.get();
        if (!isNew(name)) {
            ignored(context, "it came before");
            return;
        }
        boolean done = false;
        try {
            look(context, hook, repositories(hook, said));
            done = true;
        } finally {
            if (!done) {
                // The host sends it again.
                forget(name);
            }
        }
    }

    private void look(Context context, Hook hook, Set<String> urls) throws OutsideFailure, InterruptedException {
        if (urls.isEmpty()) {
            ignored(context, "it names no repository that is followed");
            return;
        }
        Actor actor = new Actor("webhook:" + hook.name(), context.ip());
        factory.lookAt(actor, String.join(" ", urls), urls);
        Answer.changed(context, Json.object().put("repositories", urls.size()).put("ignored", ""));
    }

    private static void ignored(Context context, String why) {
        Answer.changed(context, Json.object().put("repositories", 0).put("ignored", why));
    }

    private boolean isNew(String delivery) {
        Instant now = clock.instant();
        synchronized (seen) {
            seen.values().removeIf(when -> when.plus(REPLAY).isBefore(now));
            return seen.putIfAbsent(delivery, now) == null;
        }
    }

    private void forget(String delivery) {
        synchronized (seen) {
            seen.remove(delivery);
        }
    }

    /** The URLs that the distribution has for the repositories that are named. */
    private static Set<String> repositories(Hook hook, JsonNode said) {
        Set<String> urls = new LinkedHashSet<>();
        for (String place : PLACES) {
            JsonNode node = said.path(place);
            if (node.isTextual()) {
                urls.addAll(known(hook, node));
            }
            ADDRESSES.forEach(name -> urls.addAll(known(hook, node.path(name))));
        }
        return urls;
    }

    private static List<String> known(Hook hook, JsonNode address) {
        return address.isTextual() && address.asText().length() <= 500
                ? hook.repositories().get().getOrDefault(RepositoryAddress.key(address.asText()), List.of())
                : List.of();
    }
}
