@NullMarked
package penstock.engine.promote.notice;

import org.jspecify.annotations.NullMarked;
