/**
 * Deployment tests of published packages and modules. Start with {@link penstock.engine.scenario.ScenarioRun}; docs/scenarios.md explains
 * what users see.
 */
@NullMarked
package penstock.engine.scenario;

import org.jspecify.annotations.NullMarked;
