package penstock.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import penstock.app.api.Hook;
import penstock.app.api.RepositoryAddress;
import penstock.app.cli.UserMistakes;
import penstock.config.WebhookConfig;
import penstock.distro.ReleaseLine;
import penstock.edge.git.UrlRewriting;
import penstock.engine.distro.DistroSource;
import penstock.problem.Problem;
import penstock.problem.SourcePosition;

/** Makes the hooks of git hosts, with their secrets. */
final class Hooking {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 4096;

    private Hooking() {}

    static List<Hook> hooks(Surface surface) throws UserMistakes {
        List<Problem> problems = new ArrayList<>();
        List<Hook> hooks = new ArrayList<>();
        Supplier<Map<String, List<String>>> repositories = repositories(surface);
        for (WebhookConfig webhook : surface.config().service().webhooks()) {
            String secret = secret(webhook, surface, problems);
            hooks.add(new Hook(webhook.name(), webhook.kind(), secret, repositories));
        }
        if (!problems.isEmpty()) {
            throw new UserMistakes(problems);
        }
        return hooks;
    }

    private static String secret(WebhookConfig webhook, Surface surface, List<Problem> problems) {
        String secret = "";
        String from = webhook.secretVariable().map("the variable "::concat).orElse("");
        if (webhook.secretVariable().isPresent()) {
            secret = surface.environment().getOrDefault(webhook.secretVariable().get(), "");
        } else if (webhook.secretFile().isPresent()) {
            Path file = surface.dir().resolve(webhook.secretFile().get());
            from = file.toString();
            try {
                secret =
                        Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
            } catch (IOException e) {
                problems.add(mistake(webhook, "can't read " + file, "make it, readable for Penstock's user alone"));
                return "";
            }
        }
        if (secret.length() < SHORTEST) {
            problems.add(mistake(
                    webhook,
                    "in " + from + " is no secret of at least " + SHORTEST + " characters",
                    "make one: openssl rand -hex 32"));
        }
        return secret;
    }

    private static Problem mistake(WebhookConfig webhook, String message, String hint) {
        return Problem.error(
                "the webhook " + webhook.name() + ": " + message, SourcePosition.of("penstock.yaml"), hint);
    }

    /** Those of the lines that are followed when somebody asks, worked out once for each list of lines, and the distribution's own. */
    private static Supplier<Map<String, List<String>>> repositories(Surface surface) {
        UrlRewriting rewriting = Following.rewriting(surface.config());
        String own = DistroSource.url(surface.config().distribution());
        AtomicReference<Known> last = new AtomicReference<>(new Known(List.of(), Map.of()));
        return () -> {
            List<ReleaseLine> lines = surface.factory().lines();
            return last.updateAndGet(known ->
                            known.lines().equals(lines) ? known : new Known(lines, repositories(own, lines, rewriting)))
                    .repositories();
        };
    }

    private record Known(List<ReleaseLine> lines, Map<String, List<String>> repositories) {}

    /** A host names a repository by its own address, which may be the distribution's or the one that is really read. */
    private static Map<String, List<String>> repositories(String own, List<ReleaseLine> lines, UrlRewriting rewriting) {
        Map<String, Set<String>> known = new LinkedHashMap<>();
        Stream<String> packages = lines.stream()
                .flatMap(line -> line.packages().stream())
                .flatMap(pkg -> Stream.of(pkg.source().url(), pkg.distgit().url()));
        Stream.concat(Stream.of(own), packages)
                .forEach(url -> Stream.of(url, rewriting.apply(url))
                        .map(RepositoryAddress::key)
                        .forEach(key -> known.computeIfAbsent(key, _ -> new LinkedHashSet<>())
                                .add(url)));
        Map<String, List<String>> lists = new LinkedHashMap<>();
        known.forEach((key, urls) -> lists.put(key, List.copyOf(urls)));
        return lists;
    }
}
