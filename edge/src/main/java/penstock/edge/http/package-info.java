/** Files of other servers, over HTTP. Start with {@link penstock.edge.http.HttpFiles}. */
@NullMarked
package penstock.edge.http;

import org.jspecify.annotations.NullMarked;
