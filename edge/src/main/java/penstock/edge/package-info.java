/**
 * Adapters to the world outside, one package per outside thing.
 */
@NullMarked
package penstock.edge;

import org.jspecify.annotations.NullMarked;
