package penstock.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import penstock.problem.Problem;
import penstock.problem.Spelling;
import penstock.yaml.Fields;
import penstock.yaml.YamlMap;

/** Reads {@code webhooks:}. */
final class WebhookReader {
    private static final List<String> KINDS = List.of("github", "gitlab", "gitea", "forgejo", "hmac");
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private WebhookReader() {}

    static List<WebhookConfig> read(Fields top, List<Problem> problems) {
        List<WebhookConfig> all = new ArrayList<>();
        for (YamlMap.Entry entry : top.entries("webhooks")) {
            String name = entry.key().text();
            Fields fields = Fields.of(Optional.of(entry.value()), entry.key().file(), "the webhook " + name, problems);
            if (!name.matches(NAME)) {
                problems.add(Problem.error(
                        "a webhook's name has letters, digits, dots, hyphens and underscores",
                        entry.key().at(),
                        ""));
            }
            Optional<WebhookConfig.Kind> kind = fields.required("kind").flatMap(text -> kind(fields, text));
            Optional<String> file = fields.text("secret_file");
            Optional<String> variable = fields.text("secret_env");
            if (file.isPresent() == variable.isPresent()) {
                problems.add(Problem.error(
                        "the webhook " + name + " needs its secret from one place",
                        entry.key().at(),
                        "add secret_file: a file, or secret_env: a variable of the environment"));
            }
            fields.done(Problem.Severity.ERROR);
            kind.ifPresent(known -> all.add(new WebhookConfig(name, known, file, variable)));
        }
        return all;
    }

    private static Optional<WebhookConfig.Kind> kind(Fields fields, String text) {
        if (!KINDS.contains(text)) {
            fields.refuse("kind", "no kind of webhook is called " + text, Spelling.hint(text, KINDS));
            return Optional.empty();
        }
        return Optional.of(
                WebhookConfig.Kind.valueOf(text.equals("forgejo") ? "GITEA" : text.toUpperCase(Locale.ROOT)));
    }
}
