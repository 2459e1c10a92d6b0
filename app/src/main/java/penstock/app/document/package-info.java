/**
 * The JSON documents that commands print and the API answers with, whose names are promised. Start with
 * {@link penstock.app.document.StatusDocument}.
 */
@NullMarked
package penstock.app.document;

import org.jspecify.annotations.NullMarked;
