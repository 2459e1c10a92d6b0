/**
 * Where the distribution's files come from. Start with {@link penstock.engine.distro.DistroSource}.
 */
@NullMarked
package penstock.engine.distro;

import org.jspecify.annotations.NullMarked;
