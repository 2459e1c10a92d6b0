/** Tests of DLRN's API over a real database, published tree and server. Start with {@link penstock.app.dlrn.RunningDlrn}. */
@NullMarked
package penstock.app.dlrn;

import org.jspecify.annotations.NullMarked;
