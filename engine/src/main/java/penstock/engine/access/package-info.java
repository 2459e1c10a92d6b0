/**
 * Who may change something, and what was changed: users, tokens, and a record of everything that people and machines asked the factory for.
 * Start with {@link penstock.engine.access.AuditedFactory}.
 */
@NullMarked
package penstock.engine.access;

import org.jspecify.annotations.NullMarked;
