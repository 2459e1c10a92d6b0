package penstock.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import penstock.app.terminal.Terminal;
import penstock.engine.line.Journal;
import penstock.engine.line.LineListener;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.PromotionBook;
import penstock.line.LineEvent;

/** Shows on the demo what the rule of a label does: it moves to what passed, and says why it is there. */
final class PromotedCheck implements LineListener {
    /** The label of {@code examples/distro/promotion.yaml}. */
    static final String LABEL = "current-passed-ci";

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Semaphore promotions = new Semaphore(0);

    @Override
    public void stepped(String line, Journal.Entry entry) {
        if (entry.event() instanceof LineEvent.Promoted) {
            promotions.release();
        }
    }

    /**
     * Waits until the label shows a snapshot, and prints why it does.
     *
     * @return whether it came there in time
     */
    boolean await(Context context, Path folder, String line, String snapshot)
            throws UserMistakes, OutsideFailure, InterruptedException {
        Terminal terminal = context.terminal();
        long end = System.nanoTime() + LONGEST.toNanos();
        try (Readings readings = context.parts().readings(folder)) {
            LabelReadings labels = readings.labels();
            boolean waits = true;
            while (waits && !shows(labels, line, snapshot)) {
                waits = promotions.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            LabelReadings.Standing standing = labels.standing(line, LABEL);
            LabelReport report = new LabelReport(terminal);
            report.print(standing);
            Optional<String> decision =
                    standing.last().flatMap(last -> last.promotion().decision());
            if (decision.isPresent()) {
                labels.decision(line, decision.get())
                        .map(PromotionBook.Stored::decided)
                        .ifPresent(report::print);
            }
            return waits;
        }
    }

    private static boolean shows(LabelReadings labels, String line, String snapshot) throws OutsideFailure {
        return labels.standing(line, LABEL).shown().stream()
                .anyMatch(ref -> ref.directory().equals(snapshot));
    }
}
