/** Tests of what upstream declares and how it changed. */
@NullMarked
package penstock.require;

import org.jspecify.annotations.NullMarked;
