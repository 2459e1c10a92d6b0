package penstock.require.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import penstock.require.spec.LineEdit;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;
import penstock.require.spec.Statement.Tag;
import penstock.require.spec.Subpackage.Role;

/** What a spec says of one requirement in each of its places, and how it would have to be edited to say enough. */
final class SpecSide {
    private final List<Mention> mentions;
    private final Named named;
    private final Wanted wanted;
    private final Set<Statement> stated = new LinkedHashSet<>();
    private final List<LineEdit> edits = new ArrayList<>();
    private final List<Hint> hints = new ArrayList<>();

    private SpecSide(List<Mention> mentions, Named named, Wanted wanted) {
        this.mentions = mentions;
        this.named = named;
        this.wanted = wanted;
    }

    /** @param mentions where the spec states the requirement */
    static SpecSide of(List<Mention> mentions, Named named, Wanted wanted, List<Place> places) {
        SpecSide side = new SpecSide(mentions, named, wanted);
        places.forEach(side::place);
        return side;
    }

    List<Statement> stated() {
        return List.copyOf(stated);
    }

    /** At most one edit of a line, and no line put in twice. */
    List<LineEdit> edits() {
        return List.copyOf(new LinkedHashSet<>(edits));
    }

    List<Hint> hints() {
        return List.copyOf(new LinkedHashSet<>(hints));
    }

    /**
     * What would be edited if nothing was generated, as hints: lines that state less than upstream asks for. What is missing is not
     * missed, as the generator brings it.
     */
    List<Hint> asHints() {
        return edits().stream()
                .filter(edit -> edit instanceof LineEdit.Replace)
                .map(edit -> new Hint(
                        edit.line(),
                        "states less than upstream; it would be: " + edit.text().strip()))
                .toList();
    }

    private void place(Place place) {
        List<Mention> there = there(place);
        there.forEach(at -> stated.add(at.statement()));
        if (there.isEmpty()) {
            if (place.missing() == Place.Missing.INSERT) {
                insert(place);
            }
            return;
        }
        lower(place, there);
        upper(place, there);
    }

    private List<Mention> there(Place place) {
        return mentions.stream()
                .filter(at -> at.statement().tag() == place.tag()
                        && (place.tag() == Tag.BUILD_REQUIRES
                                || at.statement().of().equals(place.home()))
                        && forSamePython(place, at.item()))
                .toList();
    }

    private static boolean forSamePython(Place place, Stated item) {
        String flavour = place.neighbours().flavour();
        return place.tag() != Tag.BUILD_REQUIRES
                || item.flavour().isEmpty()
                || item.flavour().equals(flavour)
                || item.flavour().equals(place.home().flavour());
    }

    /** One line outside of conditions is enough; of those inside, each is for another case. */
    private void lower(Place place, List<Mention> there) {
        List<Mention> lower = there.stream()
                .filter(at -> !at.item().isRich() && !at.item().sign().startsWith("<"))
                .toList();
        boolean enough = !wanted.hasLower()
                || lower.stream()
                        .anyMatch(at -> isUnconditional(place, at)
                                && !at.item().sign().isEmpty()
                                && wanted.reaches(at.item().evr()));
        lower.forEach(this::asksForMore);
        there.stream().filter(at -> at.item().isRich()).forEach(at -> rich(place, at));
        if (enough || there.stream().anyMatch(at -> at.item().isRich())) {
            return;
        }
        for (Mention at : lower) {
            boolean low = at.item().sign().isEmpty()
                    ? boundIsMissed(place)
                    : !wanted.reaches(at.item().evr());
            if (low && place.raises()) {
                edits.add(replace(at, withLower(at)));
            } else if (low || (at.item().sign().isEmpty() && place.tag() == Tag.REQUIRES)) {
                hints.add(new Hint(
                        at.statement().line(),
                        "states " + at.item().written() + "; upstream asks for" + wanted.lowerText()));
            }
        }
        if (lower.isEmpty() && boundIsMissed(place)) {
            Mention cap = there.getFirst();
            edits.add(new LineEdit.Insert(
                    cap.statement().line(),
                    cap.statement().start() + name(cap) + epochs(cap).lowerText()));
        }
    }

    /** Where a line may be missing, one without a bound is no worse; to build and for tests packagers leave bounds out. */
    private boolean boundIsMissed(Place place) {
        return place.bounded()
                && place.neighbours().bounded(named.ours().isPresent())
                && place.missing() == Place.Missing.INSERT
                && place.tag() == Tag.REQUIRES
                && place.home().role() != Role.TESTS;
    }

    private static boolean isUnconditional(Place place, Mention at) {
        int depth = place.home().main() ? 0 : place.home().depth();
        return at.statement().conditions().size() <= depth;
    }

    private void asksForMore(Mention at) {
        String evr = at.item().evr();
        if (wanted.hasLower()
                && at.item().sign().equals(">=")
                && evr.indexOf('%') < 0
                && wanted.compare(evr, wanted.bounds().lower().orElseThrow()) > 0) {
            hints.add(new Hint(
                    at.statement().line(),
                    "asks for " + at.item().written() + ", upstream only for" + wanted.lowerText()));
        }
    }

    /** The name as the line writes it. */
    private static String name(Mention at) {
        Stated item = at.item();
        return item.sign().isEmpty() ? item.written() : item.written().substring(0, nameEnd(item));
    }

    private static int nameEnd(Stated item) {
        int sign = item.written()
                .lastIndexOf(item.sign(), item.written().length() - item.evr().length() - 1);
        return item.written().substring(0, sign).stripTrailing().length();
    }

    private String withLower(Mention at) {
        Stated item = at.item();
        String lower = epochs(at).lowerText();
        if (item.sign().isEmpty()) {
            return item.written() + lower;
        }
        String sign = lower.substring(1, lower.indexOf(' ', 1));
        return sign.equals(item.sign())
                ? item.written()
                                .substring(
                                        0, item.written().length() - item.evr().length())
                        + lower.substring(sign.length() + 2)
                : name(at) + lower;
    }

    /** A name by {@code python3dist} has no epoch of rpm's; a line that has one keeps it. */
    private Wanted epochs(Mention at) {
        int colon = at.item().evr().indexOf(':');
        return at.item().dist().isPresent()
                ? wanted.besideDist()
                : colon > 0 && wanted.epoch().isEmpty()
                        ? wanted.withEpoch(at.item().evr().substring(0, colon))
                        : wanted;
    }

    private static LineEdit replace(Mention at, String item) {
        String text = at.statement().text();
        return new LineEdit.Replace(
                at.statement().line(),
                text.substring(0, at.item().from())
                        + item
                        + text.substring(at.item().to()));
    }

    private void upper(Place place, List<Mention> there) {
        List<Mention> caps =
                there.stream().filter(at -> at.item().sign().startsWith("<")).toList();
        String upper = wanted.upperText();
        for (Mention at : caps) {
            if (upper.isEmpty()) {
                hints.add(new Hint(
                        at.statement().line(), "states " + at.item().written() + ", which upstream does not ask for"));
            } else if (at.item().evr().indexOf('%') < 0
                    && wanted.compare(at.item().evr(), wanted.bounds().upper().orElseThrow()) != 0) {
                edits.add(replace(at, name(at) + epochs(at).upperText()));
            }
        }
        if (caps.isEmpty()
                && !upper.isEmpty()
                && there.stream().noneMatch(at -> at.item().isRich())) {
            cap(place, there.getFirst());
        }
        if (!wanted.bounds().excluded().isEmpty()) {
            hints.add(new Hint(
                    there.getFirst().statement().line(),
                    "upstream excludes " + String.join(", ", wanted.bounds().excluded())
                            + ", which this line does not say"));
        }
    }

    /** Written only where the spec's other lines have such; RDO's have none. */
    private void cap(Place place, Mention at) {
        if (place.neighbours().capped() && place.bounded()) {
            edits.add(new LineEdit.Insert(
                    at.statement().line(),
                    at.statement().start() + name(at) + epochs(at).upperText()));
        } else {
            hints.add(new Hint(
                    at.statement().line(),
                    "upstream asks for" + wanted.upperText() + " too; the lines around have no upper bounds"));
        }
    }

    private void rich(Place place, Mention at) {
        RpmRequirement read = RpmRequirement.of(RpmDependency.any(at.item().name()));
        List<RpmDependency> ones = new ArrayList<>();
        flatten(read, ones);
        boolean lower = !wanted.hasLower()
                || ones.stream()
                        .anyMatch(one -> one.sign().written().startsWith(">")
                                && wanted.reaches(one.evr().toString()));
        Optional<RpmDependency> cap = ones.stream()
                .filter(one -> one.sign().written().startsWith("<"))
                .findFirst();
        boolean upper = wanted.bounds().upper().isEmpty()
                || cap.isEmpty()
                || wanted.compare(
                                cap.get().evr().toString(),
                                wanted.bounds().upper().get())
                        == 0;
        if ((!lower || !upper) && place.raises() && !ones.isEmpty()) {
            richEdit(at, ones, lower, upper);
        }
    }

    /** Only the numbers that are wrong: what else it says, it goes on saying. */
    private void richEdit(Mention at, List<RpmDependency> ones, boolean lower, boolean upper) {
        String text = at.item().written();
        Wanted beside = wanted.besideDist();
        if (!lower) {
            text = otherVersion(text, ones, ">", beside.lowerText());
        }
        if (!upper) {
            text = otherVersion(text, ones, "<", beside.upperText());
        }
        if (text.equals(at.item().written())) {
            hints.add(new Hint(
                    at.statement().line(),
                    "states " + text + "; upstream asks for "
                            + wanted.requirement().written()));
        } else {
            edits.add(replace(at, text));
        }
    }

    private static String otherVersion(String text, List<RpmDependency> ones, String sign, String bound) {
        return ones.stream()
                .filter(one -> one.sign().written().startsWith(sign) && !bound.isEmpty())
                .findFirst()
                .map(one -> text.replace(" " + one.bound(), bound))
                .orElse(text);
    }

    private static void flatten(RpmRequirement requirement, List<RpmDependency> ones) {
        switch (requirement) {
            case RpmRequirement.One(RpmDependency one) -> ones.add(one);
            case RpmRequirement.Joined(String _, List<RpmRequirement> parts) ->
                parts.forEach(part -> flatten(part, ones));
        }
    }

    private void insert(Place place) {
        Neighbours around = place.neighbours();
        boolean bounded = place.bounded();
        Spelled spelled = spell(around);
        edits.add(around.insert(spelled.name() + (bounded ? spelled.wanted().lowerText() : "")));
        String upper = spelled.wanted().upperText();
        if (bounded && around.capped() && !upper.isEmpty()) {
            edits.add(new LineEdit.Insert(
                    edits.getLast().line(),
                    edits.getLast().text().substring(0, edits.getLast().text().indexOf(spelled.name()))
                            + spelled.name()
                            + upper));
        } else if (!upper.isEmpty()) {
            hints.add(new Hint(0, "upstream asks for" + upper + " too; the lines around have no upper bounds"));
        }
    }

    private record Spelled(String name, Wanted wanted) {}

    private Spelled spell(Neighbours around) {
        String project = wanted.requirement().name();
        return switch (around.form()) {
            case DIST -> new Spelled(Provided.dist(project), wanted.besideDist());
            case MACRO -> new Spelled("%{py3_dist " + project + "}", wanted.besideDist());
            case PACKAGE -> new Spelled(packageName(around.flavour()), wanted);
        };
    }

    /** As the spec names it elsewhere for the same Python, unless a package that is there has another name. */
    private String packageName(String flavour) {
        Optional<String> elsewhere = mentions.stream()
                .map(Mention::item)
                .filter(item -> !item.isRich() && item.flavour().equals(flavour))
                .map(Stated::name)
                .findFirst();
        String own = Stated.flavour(named.rpm());
        String name = own.isEmpty() || flavour.isEmpty()
                ? named.rpm()
                : flavour + named.rpm().substring(own.length());
        return named.by() == Named.By.PROVIDES ? name : elsewhere.orElse(name);
    }
}
