/**
 * Puppet modules: their archives, what is published of them, and Puppet itself, which runs in the sandbox. Start with
 * {@link penstock.edge.puppet.ForgePacker}.
 */
@NullMarked
package penstock.edge.puppet;

import org.jspecify.annotations.NullMarked;
