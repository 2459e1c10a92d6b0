/**
 * Builds packages of RDO from bundles of their repositories: unpacks them, cuts rdoinfo to what is there, and after the builds
 * imports what was installed. Start with {@link penstock.app.rdo.RdoFolder}; {@code examples/rdo/run} is the way in.
 */
@NullMarked
package penstock.app.rdo;

import org.jspecify.annotations.NullMarked;
