/**
 * Runs programs of the host: the one package that all adapters share. Start with {@link penstock.edge.process.ProcessRunner}. Untrusted
 * programs go to the sandbox, which uses this package too.
 */
@NullMarked
package penstock.edge.process;

import org.jspecify.annotations.NullMarked;
