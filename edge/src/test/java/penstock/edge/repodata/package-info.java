/** Tests of reading repositories' metadata. */
@NullMarked
package penstock.edge.repodata;

import org.jspecify.annotations.NullMarked;
