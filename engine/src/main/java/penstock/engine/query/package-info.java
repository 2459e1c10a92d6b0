/**
 * What pages, commands and the API read: plain rows, each from one or two queries. Start with
 * {@link penstock.engine.query.Queries}.
 */
@NullMarked
package penstock.engine.query;

import org.jspecify.annotations.NullMarked;
