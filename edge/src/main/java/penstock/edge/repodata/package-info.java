/** Reads the metadata of repositories of RPMs that lie on this machine. Start with {@link penstock.edge.repodata.RecentRepositories}. */
@NullMarked
package penstock.edge.repodata;

import org.jspecify.annotations.NullMarked;
