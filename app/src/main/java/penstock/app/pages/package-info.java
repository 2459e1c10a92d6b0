/**
 * Pages that show a factory to people: lines, packages, builds, snapshots, labels, and what is live about them. Start with
 * {@link penstock.app.pages.FactoryPages}; templates are in {@code src/main/jte}, what each page tells in docs/pages.md.
 */
@NullMarked
package penstock.app.pages;

import org.jspecify.annotations.NullMarked;
