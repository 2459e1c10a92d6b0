package penstock.require.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.problem.SourcePosition;
import penstock.require.Bounds;
import penstock.require.OnPuppet;
import penstock.require.Use;
import penstock.require.file.PythonTokens.Kind;
import penstock.require.file.PythonTokens.Line;
import penstock.require.file.PythonTokens.Token;

/**
 * Reads a Puppetfile as it is mostly written: {@code mod 'author/name'} with a version, {@code :latest}, or {@code :git} and a
 * reference. It is Ruby, of which nothing is run: what else is in it is a problem with its line.
 */
final class Puppetfile {
    private static final List<String> REFERENCES = List.of("ref", "tag", "commit", "branch");

    private final SourceText source;
    private final Found found;

    Puppetfile(SourceText source, Found found) {
        this.source = source;
        this.found = found;
    }

    /** Ruby's texts, names, signs and comments look as Python's do, as far as they are used here. */
    void read() {
        List<Token> open = new java.util.ArrayList<>();
        for (Line line : PythonTokens.of(source, found)) {
            boolean starts = line.tokens().getFirst().kind() == Kind.NAME
                    && line.tokens().getFirst().text().matches("mod|forge|moduledir");
            if (starts && !open.isEmpty()) {
                statement(open);
                open.clear();
            }
            open.addAll(line.tokens());
            if (!line.tokens().getLast().is(",")) {
                statement(open);
                open.clear();
            }
        }
        if (!open.isEmpty()) {
            statement(open);
        }
    }

    private void statement(List<Token> tokens) {
        SourcePosition at = source.at(tokens.getFirst().at());
        switch (tokens.getFirst().text()) {
            case "mod" -> module(tokens, at);
            case "forge", "moduledir" -> {}
            default ->
                found.warning("this can't be read without running it", at, "a Puppetfile is Ruby, which is not run");
        }
    }

    private void module(List<Token> tokens, SourcePosition at) {
        int name = tokens.size() > 1 && tokens.get(1).is("(") ? 2 : 1;
        if (tokens.size() <= name
                || tokens.get(name).kind() != Kind.STRING
                || tokens.get(name).text().isBlank()) {
            found.error("a module without a name in quotes", at, "write mod 'author/name'");
            return;
        }
        Map<String, String> options = options(tokens, name + 1);
        String slug = PuppetMetadata.slug(tokens.get(name).text());
        if (tokens.stream().anyMatch(token -> token.text().contains("#{"))) {
            found.warning("a part of it is worked out when it runs", at, "a Puppetfile is Ruby, which is not run");
        }
        String version = options.getOrDefault("", "");
        Optional<Bounds> bounds = version.isEmpty() ? Optional.of(Bounds.ANY) : PuppetRange.read(version);
        if (bounds.isEmpty()) {
            found.error("not a version", at, "write mod 'author/name', '1.2.3'");
        }
        found.add(new OnPuppet(slug, bounds.orElse(Bounds.ANY), address(options)), Use.RUNTIME, at);
    }

    private static String address(Map<String, String> options) {
        String from = options.getOrDefault("git", options.getOrDefault("svn", options.getOrDefault("local", "")));
        return from
                + REFERENCES.stream()
                        .map(options::get)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .map(reference -> "@" + reference)
                        .orElse("");
    }

    /** {@code :git => 'x'}, {@code git: 'x'}; a text without a key is the version, under the empty key. */
    private static Map<String, String> options(List<Token> tokens, int start) {
        Map<String, String> options = new HashMap<>();
        String key = "";
        for (int i = start; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(",")) {
                key = "";
            } else if (token.kind() == Kind.NAME) {
                key = token.text();
            } else if (token.kind() == Kind.STRING) {
                options.putIfAbsent(key, token.text());
            }
        }
        return options;
    }
}
