/**
 * What operators and their monitoring see of a running factory: figures for Prometheus, whether it is well, and its log. Start with
 * {@link penstock.app.observe.Observation}.
 */
@NullMarked
package penstock.app.observe;

import org.jspecify.annotations.NullMarked;
