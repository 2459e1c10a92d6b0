/**
 * Deployment tests: a file says what is installed, what Puppet applies, and what must hold afterwards. Start with
 * {@link penstock.scenario.Scenario}; docs/scenarios.md explains the file.
 */
@NullMarked
package penstock.scenario;

import org.jspecify.annotations.NullMarked;
