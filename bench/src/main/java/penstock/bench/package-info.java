/**
 * Measures the figures that Penstock promises, on this machine. Start with {@link penstock.bench.Bench}; run it with {@code bench/run}.
 */
@NullMarked
package penstock.bench;

import org.jspecify.annotations.NullMarked;
