/**
 * Small working models of the outside, for the tests of every module. Start with {@link penstock.engine.testkit.FakeMirror}.
 */
@NullMarked
package penstock.engine.testkit;

import org.jspecify.annotations.NullMarked;
