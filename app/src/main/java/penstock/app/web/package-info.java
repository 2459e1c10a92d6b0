/**
 * The HTTP side: the published tree and pages for people. Start with {@link penstock.app.web.WebServer}.
 */
@NullMarked
package penstock.app.web;

import org.jspecify.annotations.NullMarked;
