/**
 * Published repositories, as texts and rules: where a snapshot lies, what it lists, which texts go with it. Start with
 * {@link penstock.repo.RepoLayout}; for what dnf reads, with {@link penstock.repo.PackageXml}. When a label moves is decided where a
 * line's state is: {@link penstock.line}.
 */
@NullMarked
package penstock.repo;

import org.jspecify.annotations.NullMarked;
