package penstock.app.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pages as they were last sent, for the many who ask for the same one when something happened. A page is sent again only while nothing that it
 * was made from has changed since, and for some seconds, since it says how long ago things were.
 */
final class RenderedPages {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    /** Bytes of pages. */
    private static final int MOST = 4 << 20;

    /**
     * What a page was made from, looked at before it was made.
     *
     * @param changes of the database
     * @param seen the number of the news
     */
    record State(long changes, long seen) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Rendered(State state, Instant made, byte[] html) {}

    /** By address, the one that was asked for last at the end. */
    private final Map<String, Rendered> pages = new LinkedHashMap<>(16, 0.75f, true);

    private int bytes;

    /** The page of an address, when it is still what would be made now. */
    synchronized Optional<byte[]> find(String address, State state, Instant now) {
        return Optional.ofNullable(pages.get(address))
                .filter(page -> page.state().equals(state))
                .filter(page ->
                        !now.isBefore(page.made()) && now.isBefore(page.made().plus(LONGEST)))
                .map(Rendered::html);
    }

    synchronized void keep(String address, State state, Instant made, byte[] html) {
        Rendered before = pages.put(address, new Rendered(state, made, html));
        bytes += html.length - (before == null ? 0 : before.html().length);
        Iterator<Rendered> oldest = pages.values().iterator();
        while (bytes > MOST && oldest.hasNext()) {
            bytes -= oldest.next().html().length;
            oldest.remove();
        }
    }
}
