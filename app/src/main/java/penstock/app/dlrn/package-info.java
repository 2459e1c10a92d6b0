/**
 * DLRN's REST API, for its clients: the same addresses, parameters, answers and refusals. Start with {@link penstock.app.dlrn.DlrnApi};
 * where it differs and why: docs/dlrn.md.
 */
@NullMarked
package penstock.app.dlrn;

import org.jspecify.annotations.NullMarked;
