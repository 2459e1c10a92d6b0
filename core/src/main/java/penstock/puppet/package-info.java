/**
 * Puppet modules as archives for Puppet's Forge: what they are called, what they need of one another, and how they are found. Start with
 * {@link penstock.puppet.ForgeArchive}.
 */
@NullMarked
package penstock.puppet;

import org.jspecify.annotations.NullMarked;
