/** Tests of pages: over HTTP, and in a browser. */
@NullMarked
package penstock.app.pages;

import org.jspecify.annotations.NullMarked;
