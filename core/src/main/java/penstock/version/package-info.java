/**
 * Versions: how rpm orders them, and which one an upstream commit has by the rules of PBR, Puppet modules and plain tags.
 * Start with {@link penstock.version.UpstreamVersion} and {@link penstock.version.Evr}.
 */
@NullMarked
package penstock.version;

import org.jspecify.annotations.NullMarked;
