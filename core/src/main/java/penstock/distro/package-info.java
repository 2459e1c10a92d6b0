/**
 * What a distribution consists of: releases, lines, packages, targets, as distroinfo (rdoinfo) files say it.
 * Start with {@link penstock.distro.ReleaseLine}.
 */
@NullMarked
package penstock.distro;

import org.jspecify.annotations.NullMarked;
