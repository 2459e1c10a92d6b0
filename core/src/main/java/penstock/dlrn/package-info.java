/**
 * What DLRN's clients say and expect: how parameters are read, and in which words mistakes in them are told. Start with {@link
 * penstock.dlrn.Parameters}.
 */
@NullMarked
package penstock.dlrn;

import org.jspecify.annotations.NullMarked;
