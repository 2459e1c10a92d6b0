/**
 * The part of Puppet's Forge API that its clients use, over the modules of a snapshot or label. Start with
 * {@link penstock.app.modules.ForgeApi}.
 */
@NullMarked
package penstock.app.modules;

import org.jspecify.annotations.NullMarked;
