package penstock.engine.warning;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.distro.Package;
import penstock.engine.line.Uuid7;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.Forge;
import penstock.engine.port.OutsideFailure;
import penstock.warning.Look;
import penstock.warning.PackageWarnings;
import penstock.warning.WarningStep;
import penstock.warning.WarningText;

/** Where looks at packages are taken up one after the other, and kept. Made once; what looks at branches and at proposed changes share it. */
public final class WarningDesk {
    private static final Logger LOG = LoggerFactory.getLogger(WarningDesk.class);

    private final WarningBook book;
    private final Optional<WarningLetters> letters;
    private final InstantSource clock;
    private final Uuid7 threads = new Uuid7();
    private final Map<List<String>, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** @param letters empty when nobody is to be told: warnings are kept and shown */
    public WarningDesk(WarningBook book, Optional<WarningLetters> letters, InstantSource clock) {
        this.book = book;
        this.letters = letters;
        this.clock = clock;
    }

    /** What looks at branches. */
    public EarlyWarning branches(Judge judge) {
        return new EarlyWarning(judge, this);
    }

    /** What looks at proposed changes. */
    public ProposalWarning proposals(Judge judge, Forge forge) {
        return new ProposalWarning(judge, this, forge);
    }

    WarningBook book() {
        return book;
    }

    interface Work {
        void on(Optional<PackageWarnings> before) throws OutsideFailure, InterruptedException;
    }

    /** One look at a package at a time: each begins where the one before it ended. */
    void alone(String line, Package pkg, Work work) throws InterruptedException {
        ReentrantLock lock = locks.computeIfAbsent(List.of(line, pkg.project()), _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            work.on(book.find(line, pkg.project()));
        } catch (OutsideFailure e) {
            LOG.warn("what {} requires in {} is not kept: {}", pkg.name(), line, e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    WarningStep.Told step(PackageWarnings before, Look look) {
        return WarningStep.step(before, look, clock.instant(), () -> threads.next(clock.instant()));
    }

    /** Keeps what is known now together with what is to be said of it. */
    void keep(WarningStep.Told step) throws OutsideFailure {
        List<Letter> addressed = letters.map(to -> to.of(step.notices())).orElse(List.of());
        book.take(step.next(), addressed);
        step.notices().forEach(notice -> LOG.info("{}", WarningText.subject(notice)));
        if (!addressed.isEmpty()) {
            letters.ifPresent(to -> to.wake().run());
        }
    }
}
