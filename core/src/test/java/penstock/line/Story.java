package penstock.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import penstock.build.BuildOptions;
import penstock.build.BuildOutcome;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.follow.Finding;

/**
 * A line in words. A package is written {@code name[!] [in COMPONENT] [needs A B]}; with the exclamation mark its spec knows
 * {@code repo_bootstrap}. Specs are read, snapshots published and labels moved at once, unless {@link #slowly} says otherwise.
 */
final class Story {
    private final Map<String, SpecFacts> specs = new HashMap<>();
    private final Map<String, String> packaging = new HashMap<>();
    final Map<String, Order> open = new LinkedHashMap<>();
    final List<Order.Build> builds = new ArrayList<>();
    final List<Order.Publish> published = new ArrayList<>();
    private final Map<String, SnapshotRef> labels = new HashMap<>();
    private final Settings settings;
    private boolean slow;
    private int events;
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    LineState state;

    private Story(Settings settings) {
        this.settings = settings;
        state = LineState.empty("line", settings);
    }

    static Story line(String... packages) {
        return line(8, packages);
    }

    static Story line(int workers, String... packages) {
        Story story = new Story(new Settings(workers, 3, Duration.ofSeconds(10), false));
        return story.configured(packages);
    }

    Story configured(String... packages) {
        return happened(
                new LineEvent.Configured(Stream.of(packages).map(this::declared).toList()));
    }

    private Package declared(String text) {
        String[] words = text.split(" needs ", -1);
        String[] head = words[0].split(" in ", -1);
        boolean bootstrap = head[0].endsWith("!");
        String name = bootstrap ? head[0].substring(0, head[0].length() - 1) : head[0];
        List<String> needs = words.length > 1 ? List.of(words[1].split(" ")) : List.of();
        specs.put(name, new SpecFacts(name, needs, List.of(name), List.of(), bootstrap));
        return pkg(name, head.length > 1 ? head[1] : "");
    }

    static Package pkg(String name, String component) {
        Package.Source source = new Package.Source("https://example.org/" + name, "master", false);
        return new Package(name, name, component, source, source, List.of());
    }

    static Commit commit(String digit) {
        return new Commit(digit.repeat(40), digit.repeat(40), Instant.EPOCH, "A <a@example.org>", "Work");
    }

    /** Leaves publishing and labels to {@link #publish} and {@link #point}. */
    Story slowly() {
        slow = true;
        return this;
    }

    /** Upstream commits, one hex digit each, oldest first. */
    Story commits(String project, String... digits) {
        List<Commit> source = Stream.of(digits).map(Story::commit).toList();
        Commit distgit = commit(packaging.getOrDefault(project, "d"));
        return happened(new LineEvent.Found(new Finding.Moved(project, source, distgit, List.of())));
    }

    Story commitToAll(String digit) {
        List<String> projects =
                state.packages().stream().map(known -> known.pkg().project()).toList();
        happened(new LineEvent.Looking(projects));
        projects.forEach(project -> commits(project, digit));
        return happened(new LineEvent.Looking(List.of()));
    }

    Story packaging(String project, String digit, String source) {
        packaging.put(project, digit);
        return commits(project, source);
    }

    Story ask(String project, String source) {
        return happened(new LineEvent.Asked(project, commit(source), commit("d"), BuildOptions.PLAIN));
    }

    Story succeeds(String project) {
        return ends(project, success(build(project)));
    }

    Story fails(String project) {
        return ends(project, failure(false));
    }

    Story failsForNow(String project) {
        return ends(project, failure(true));
    }

    /** Its build finds nobody who provides this. */
    Story lacks(String project, String requirement) {
        return ends(project, failure(new Cause.MissingDependency(requirement, project), false));
    }

    private Story ends(String project, BuildOutcome outcome) {
        return happened(new LineEvent.Built(build(project), outcome));
    }

    /** The package's build that runs. */
    Order.Build build(String project) {
        return open.values().stream()
                .filter(order -> order instanceof Order.Build && order.project().equals(project))
                .map(Order.Build.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(project + " is not being built, but " + building()));
    }

    static BuildOutcome success(Order.Build build) {
        String key = build.id().replace("-", "").repeat(2);
        return new BuildOutcome(
                Verdict.SUCCESS,
                Optional.of(new StringBuilder(key).reverse().toString()),
                Optional.of(build.project() + "-1:1.0-1"),
                List.of(),
                Optional.empty());
    }

    static BuildOutcome failure(boolean retryable) {
        return failure(new Cause.CommandFailed("no"), retryable);
    }

    static BuildOutcome failure(Cause cause, boolean retryable) {
        Verdict verdict =
                new Verdict(Verdict.Result.FAILED, Optional.of(Step.BUILD), Optional.of(cause), List.of(), retryable);
        return new BuildOutcome(verdict, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    Story passes(Duration time) {
        now = now.plus(time);
        return happened(new LineEvent.TimePassed());
    }

    /** Everything that runs succeeds, and what follows from it, until nothing is left to do. */
    Story allSucceed() {
        while (!building().isEmpty()) {
            succeeds(building().getFirst());
        }
        return this;
    }

    /** The process begins anew with what is stored of the packages. */
    Story restarted() {
        state = LineState.restore("line", settings, state.packages(), List.of(), Map.of(), Map.of(), state.past);
        return happened(new LineEvent.TimePassed());
    }

    Story happened(LineEvent event) {
        events++;
        Stamp stamp =
                new Stamp(new java.util.UUID(0x7000L | ((long) events << 16), 0x8000_0000_0000_0000L).toString(), now);
        Stepped stepped = LineStep.step(state, stamp, event);
        state = stepped.next();
        if (event instanceof LineEvent.Done done) {
            open.remove(done.order().id());
            remember(done);
        }
        stepped.orders().forEach(this::given);
        carryOut();
        return this;
    }

    private void given(Order order) {
        open.put(order.id(), order);
        if (order instanceof Order.Build build) {
            builds.add(build);
        }
    }

    private void remember(LineEvent.Done done) {
        if (done instanceof LineEvent.Published(Order.Publish order)) {
            published.add(order);
        }
        if (done instanceof LineEvent.Pointed(Order.Point order, var _)) {
            labels.put(order.ref().component() + "/" + order.label(), order.ref());
        }
        if (done instanceof LineEvent.Promoted(Order.Promote(String _, Promotion promotion), var _)) {
            promotion.parts().forEach(part -> labels.put(part.component() + "/" + promotion.label(), part));
        }
    }

    private void carryOut() {
        Optional<Order> next = open.values().stream()
                .filter(order -> order instanceof Order.ReadSpec || (!slow && !(order instanceof Order.Build)))
                .findFirst();
        next.ifPresent(order -> happened(done(order)));
    }

    LineEvent done(Order order) {
        return switch (order) {
            case Order.ReadSpec read -> new LineEvent.SpecRead(read, spec(read.project()));
            case Order.Build build -> new LineEvent.Built(build, success(build));
            case Order.Publish publish -> new LineEvent.Published(publish);
            case Order.Point point -> new LineEvent.Pointed(point);
            case Order.Promote promote -> new LineEvent.Promoted(promote, Optional.empty());
        };
    }

    SpecFacts spec(String project) {
        return specs.getOrDefault(project, new SpecFacts(project, List.of(), List.of(), List.of(), false));
    }

    Story publish(String project) {
        return happened(new LineEvent.Published(order(Order.Publish.class, project)));
    }

    Story notPublished(String project, boolean retryable) {
        return happened(new LineEvent.Failed(order(Order.Publish.class, project), "the disk is full", retryable));
    }

    Story point(String label) {
        return happened(new LineEvent.Pointed(pointing(label)));
    }

    Story notPointed(String label, boolean retryable) {
        return happened(new LineEvent.Failed(pointing(label), "the disk is full", retryable));
    }

    private Order.Point pointing(String label) {
        return open.values().stream()
                .filter(one -> one instanceof Order.Point point && point.label().equals(label))
                .map(Order.Point.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Promotes a label to the newest snapshots of these packages, one of each component. */
    Story promotes(String label, String... projects) {
        List<SnapshotRef> parts = Stream.of(projects)
                .map(project -> published.stream()
                        .map(Order.Publish::ref)
                        .filter(ref -> ref.project().equals(project))
                        .reduce((_, later) -> later)
                        .orElseThrow())
                .toList();
        return happened(new LineEvent.Promoting(
                new Promotion("p" + events, label, parts, Promotion.Kind.ASKED, "ada", "it works", Optional.empty())));
    }

    <T extends Order> T order(Class<T> kind, String project) {
        return open.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(order -> order.project().equals(project))
                .findFirst()
                .orElseThrow();
    }

    /** The packages being built, in the order in which they began. */
    List<String> building() {
        return open.values().stream()
                .filter(Order.Build.class::isInstance)
                .map(Order::project)
                .toList();
    }

    /** Every build so far: {@code project:first digit of its commit}, with an exclamation mark for a bootstrap. */
    List<String> built() {
        return builds.stream()
                .map(build ->
                        build.project() + ":" + build.request().source().id().charAt(0)
                                + (build.request().options().bootstrap() ? "!" : ""))
                .toList();
    }

    /** Why a package waits: the reason and whom for; empty when it does not. */
    String waits(String project) {
        return state.excuse(project)
                .map(excuse -> (excuse.reason() + " " + String.join(" ", excuse.waitsFor())).strip())
                .orElse("");
    }

    /** The package whose snapshot a label points to; empty when the label does not exist. */
    String at(String label) {
        SnapshotRef ref = labels.get(label.contains("/") ? label : "/" + label);
        return ref == null
                ? ""
                : ref.project() + ":" + ref.directory().replaceAll(".*/", "").charAt(0);
    }
}
