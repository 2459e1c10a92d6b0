@NullMarked
package penstock.app.observe;

import org.jspecify.annotations.NullMarked;
