/**
 * What is kept and published as files: the content-addressed store of artifacts and the published tree. Start with
 * {@link penstock.edge.store.SnapshotPublisher};
 * how a repository is put together says {@link penstock.edge.store.ComposedRepository}.
 */
@NullMarked
package penstock.edge.store;

import org.jspecify.annotations.NullMarked;
