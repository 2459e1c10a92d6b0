package penstock.notice;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether somebody is to be told of a build that ended. A failure is told once for each cause since the package last built, however
 * many commits fail for it and however the causes take turns; a success is told when failures were.
 */
public final class NoticeStep {
    private NoticeStep() {}

    /** @param open what is known of the package before this build */
    public static Told step(OpenCauses open, BuildEnd end) {
        if (end.triedAgain()) {
            return new Told(open, List.of());
        }
        return end.verdict().succeeded() ? recovered(open, end) : failed(open, end);
    }

    /**
     * @param next what is known from now on
     * @param notices one, none, or, of a recovery that both wait for, one for each audience
     */
    public record Told(OpenCauses next, List<Notice> notices) {
        public Told {
            notices = List.copyOf(notices);
        }
    }

    private static Told failed(OpenCauses open, BuildEnd end) {
        String key = CauseKey.of(end.verdict());
        if (open.keys().contains(key)) {
            return new Told(open, List.of());
        }
        Notice.Audience audience =
                CauseKey.forOperators(end.verdict()) ? Notice.Audience.OPERATORS : Notice.Audience.MAINTAINERS;
        return new Told(open.with(key), List.of(new Notice(Notice.Kind.NEW_CAUSE, audience, end, List.of(key))));
    }

    private static Told recovered(OpenCauses open, BuildEnd end) {
        List<Notice> notices = new ArrayList<>();
        for (Notice.Audience audience : Notice.Audience.values()) {
            List<String> over = open.keys().stream()
                    .filter(key -> CauseKey.forOperators(key) == (audience == Notice.Audience.OPERATORS))
                    .toList();
            if (!over.isEmpty()) {
                notices.add(new Notice(Notice.Kind.RECOVERED, audience, end, over));
            }
        }
        return new Told(OpenCauses.none(open.line(), open.project()), notices);
    }
}
