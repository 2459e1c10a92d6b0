package penstock.engine.promote.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.engine.line.Uuid7;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionBook;
import penstock.engine.promote.Rules;
import penstock.engine.promote.Standings;
import penstock.line.SnapshotRef;
import penstock.promote.Rule;
import penstock.promote.notice.PromotionNotice;
import penstock.promote.notice.Standstill;
import penstock.promote.notice.StandstillNotice;

/**
 * Tells people of each promotion, whoever carried it out, and once when a label stands still for longer than its rule bears. What is to be said is
 * kept in one transaction with how far the ledger was read, so that a crash neither loses nor repeats a letter. A pass costs the promotions
 * that are new, and the candidates of the labels that just came to stand still.
 */
public final class LabelNotices {
    private static final Logger LOG = LoggerFactory.getLogger(LabelNotices.class);
    private static final Duration PATROL = Duration.ofSeconds(30);
    private static final int AT_ONCE = 100;
    /** How far back the last promotion of each component is looked for when an alarm is new. */
    private static final int LEDGER = 200;

    private final LabelNoticeBook book;
    private final PromotionBook promotions;
    private final Standings standings;
    private final Rules rules;
    private final PackageDifferences packages;
    private final LabelLetters letters;
    private final InstantSource clock;
    private final Uuid7 threads = new Uuid7();

    public LabelNotices(
            LabelNoticeBook book,
            PromotionBook promotions,
            Standings standings,
            Rules rules,
            PackageDifferences packages,
            LabelLetters letters,
            InstantSource clock) {
        this.book = book;
        this.promotions = promotions;
        this.standings = standings;
        this.rules = rules;
        this.packages = packages;
        this.letters = letters;
        this.clock = clock;
    }

    /** Goes on until the thread is interrupted. */
    public void run(Supplier<List<String>> lines) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(PATROL.toMillis(), TimeUnit.MILLISECONDS)) {
            for (String line : lines.get()) {
                try {
                    pass(line);
                } catch (OutsideFailure | RuntimeException e) {
                    LOG.warn("what becomes of the labels of {} is told later: {}", line, e.getMessage(), e);
                }
            }
        }
    }

    /** What happened before a line is looked at for the first time is not told. */
    public void pass(String line) throws OutsideFailure {
        new Pass(line, clock.instant()).run();
    }

    private final class Pass {
        private final String line;
        private final Instant now;
        private final List<Letter> addressed = new ArrayList<>();
        private final Map<String, Standstill> known = new TreeMap<>();

        Pass(String line, Instant now) {
            this.line = line;
            this.now = now;
        }

        void run() throws OutsideFailure {
            Optional<String> told = book.told(line);
            List<PromotionBook.Entry> fresh = told.isPresent() ? after(told.orElseThrow()) : newest();
            List<Standstill> before = book.standstills(line);
            List<Rule> alarmed = rules.rules().stream()
                    .filter(rule -> rule.isFor(line) && rule.timing().alarm().isPresent())
                    .toList();
            for (Rule rule : alarmed) {
                known.put(rule.label(), begun(rule, before));
            }
            if (told.isPresent()) {
                for (PromotionBook.Entry entry : fresh) {
                    promoted(entry);
                }
            }
            for (Rule rule : alarmed) {
                still(rule);
            }
            String upTo = fresh.isEmpty()
                    ? told.orElse("")
                    : fresh.getLast().promotion().id();
            keep(before, upTo, told.filter(upTo::equals).isEmpty());
        }

        private void keep(List<Standstill> before, String upTo, boolean further) throws OutsideFailure {
            List<Standstill> changed =
                    known.values().stream().filter(one -> !before.contains(one)).toList();
            List<String> over = before.stream()
                    .map(Standstill::label)
                    .filter(label -> !known.containsKey(label))
                    .toList();
            if (further || !changed.isEmpty() || !over.isEmpty()) {
                book.take(new LabelNoticeBook.Taken(line, upTo, changed, over, addressed));
            }
            if (!addressed.isEmpty()) {
                addressed.forEach(letter -> LOG.info("{}", letter.subject()));
                letters.wake().run();
            }
        }

        private List<PromotionBook.Entry> newest() throws OutsideFailure {
            return promotions.ledger(line, Optional.empty(), Optional.empty(), 1);
        }

        /** Later entries, oldest first. */
        private List<PromotionBook.Entry> after(String id) throws OutsideFailure {
            List<PromotionBook.Entry> later = new ArrayList<>();
            Optional<String> before = Optional.empty();
            while (true) {
                List<PromotionBook.Entry> some = promotions.ledger(line, Optional.empty(), before, AT_ONCE);
                some.stream()
                        .filter(entry -> entry.promotion().id().compareTo(id) > 0)
                        .forEach(later::addFirst);
                if (some.size() < AT_ONCE || some.getLast().promotion().id().compareTo(id) <= 0) {
                    return later;
                }
                before = Optional.of(some.getLast().promotion().id());
            }
        }

        private Standstill begun(Rule rule, List<Standstill> before) throws OutsideFailure {
            Optional<Standstill> kept =
                    before.stream().filter(one -> one.isOf(rule)).findFirst();
            if (kept.isPresent()) {
                return kept.orElseThrow();
            }
            List<Standstill.Moved> ledger =
                    promotions.ledger(line, Optional.of(rule.label()), Optional.empty(), LEDGER).stream()
                            .map(entry -> new Standstill.Moved(entry.promotion(), entry.at()))
                            .toList();
            return Standstill.begin(line, rule, ledger, now);
        }

        private void promoted(PromotionBook.Entry entry) throws OutsideFailure {
            String label = entry.promotion().label();
            Optional<Standstill> before = Optional.ofNullable(known.get(label));
            SortedSet<String> ended =
                    before.map(one -> one.ended(entry.promotion())).orElseGet(TreeSet::new);
            String thread = ended.isEmpty() ? "" : before.orElseThrow().thread();
            before.ifPresent(one -> known.put(label, one.after(new Standstill.Moved(entry.promotion(), entry.at()))));
            Optional<Rule> rule = rules.rules().stream()
                    .filter(one -> one.isFor(line) && one.label().equals(label))
                    .findFirst();
            PromotionNotice notice = new PromotionNotice(
                    line, entry.promotion(), entry.at(), entry.previous(), packages.of(line, entry), ended);
            addressed.addAll(letters.of(notice, rule, thread));
        }

        private void still(Rule rule) throws OutsideFailure {
            List<String> components = promotions.shown(line, rule.source().label()).stream()
                    .map(SnapshotRef::component)
                    .collect(Collectors.toList());
            Standstill watched = known.getOrDefault(rule.label(), Standstill.begin(line, rule, List.of(), now))
                    .watching(components, now);
            SortedSet<String> overdue = watched.overdue(rule.timing().alarm().orElseThrow(), now);
            if (!overdue.isEmpty()) {
                StandstillNotice notice = StandstillNotice.of(watched, rule, overdue, standings.of(line, rule));
                watched = watched.telling(overdue, () -> threads.next(now));
                addressed.addAll(letters.of(notice, watched.thread()));
            }
            known.put(rule.label(), watched);
        }
    }
}
