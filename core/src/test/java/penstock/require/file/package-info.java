/** Tests of reading what upstream declares. */
@NullMarked
package penstock.require.file;

import org.jspecify.annotations.NullMarked;
