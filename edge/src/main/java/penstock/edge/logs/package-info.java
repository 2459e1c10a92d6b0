/**
 * Logs of builds as text files, written by one process and followed by others. Start with {@link penstock.edge.logs.LogFolder}.
 */
@NullMarked
package penstock.edge.logs;

import org.jspecify.annotations.NullMarked;
