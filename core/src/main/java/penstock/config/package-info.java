/**
 * The factory's own configuration, {@code penstock.yaml}, as values. Start with {@link penstock.config.FactoryConfig};
 * {@link penstock.config.ConfigText} reads and prints it. Each key is explained in docs/config.md.
 */
@NullMarked
package penstock.config;

import org.jspecify.annotations.NullMarked;
