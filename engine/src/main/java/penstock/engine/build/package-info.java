/**
 * One build, step by step: source, spec, SRPM, requirements, rpmbuild, install check, verdict.
 */
@NullMarked
package penstock.engine.build;

import org.jspecify.annotations.NullMarked;
