/** Tests of the local copies of git repositories. */
@NullMarked
package penstock.edge.git;

import org.jspecify.annotations.NullMarked;
