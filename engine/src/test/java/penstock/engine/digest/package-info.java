/** Tests of the digest of the week. */
@NullMarked
package penstock.engine.digest;

import org.jspecify.annotations.NullMarked;
