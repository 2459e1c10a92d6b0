/**
 * What a person at a terminal sees: text, tables, colours, progress. Start with {@link penstock.app.terminal.Terminal}.
 */
@NullMarked
package penstock.app.terminal;

import org.jspecify.annotations.NullMarked;
