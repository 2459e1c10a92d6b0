/**
 * Targets: the roots that packages are built in, their macros, and the dependencies that a line does not build. Start with
 * {@link penstock.edge.rpm.RootTarget}, then {@link penstock.edge.rpm.DebianRoots}; how it fits together is in docs/packages.md,
 * section "Targets".
 */
@NullMarked
package penstock.edge.rpm;

import org.jspecify.annotations.NullMarked;
