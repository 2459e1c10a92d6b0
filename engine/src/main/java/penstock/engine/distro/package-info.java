/**
 * Where the distribution's files come from, and how the factory follows them while it runs. Start with
 * {@link penstock.engine.distro.DistroSource}, then {@link penstock.engine.distro.DistroFollower}.
 */
@NullMarked
package penstock.engine.distro;

import org.jspecify.annotations.NullMarked;
