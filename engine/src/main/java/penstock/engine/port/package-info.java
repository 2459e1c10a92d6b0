/**
 * Ports that several use cases share; a port that one use case needs lives beside it. Start with {@link penstock.engine.port.Mirror}.
 */
@NullMarked
package penstock.engine.port;

import org.jspecify.annotations.NullMarked;
