/**
 * Untrusted code in bubblewrap: namespaces, an overlay that is thrown away, limits. Start with
 * {@link penstock.edge.sandbox.BubblewrapSandbox}; why it is built so is in docs/decisions/0010-sandbox.md.
 */
@NullMarked
package penstock.edge.sandbox;

import org.jspecify.annotations.NullMarked;
