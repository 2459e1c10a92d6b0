/**
 * The REST API under {@code /api/v1}: reading for anybody or with a token, changing with a token, and the hooks of git hosts. Start
 * with {@link penstock.app.api.Api}; the document that promises its shape is {@code openapi.yaml} in this package's resources.
 */
@NullMarked
package penstock.app.api;

import org.jspecify.annotations.NullMarked;
