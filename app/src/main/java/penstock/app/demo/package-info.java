/**
 * The demo distribution: its texts lie in {@code examples/}. Start with {@link penstock.app.demo.ExampleRepositories}.
 */
@NullMarked
package penstock.app.demo;

import org.jspecify.annotations.NullMarked;
