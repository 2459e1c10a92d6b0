/**
 * What a distribution consists of: releases, lines, packages, targets, as distroinfo (rdoinfo) files say it.
 * Start with {@link penstock.distro.ReleaseLine} and {@link penstock.distro.DistroReader}.
 *
 * <p>A text goes through four steps, each a class: {@code DistroFiles} follows the imports, {@code RawInfo} merges the files as
 * distroinfo does, {@code PackageRules} resolves a package for one line, {@code LineRules} decides which lines there are.
 */
@NullMarked
package penstock.distro;

import org.jspecify.annotations.NullMarked;
