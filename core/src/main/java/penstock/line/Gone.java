package penstock.line;

import java.time.Instant;

/**
 * The distribution names a package, or the whole line, no more.
 *
 * @param since when that was seen first
 * @param removed whether an operator has seen it too: it is shown no more, and a purge need not keep its newest success
 */
public record Gone(Instant since, boolean removed) {}
