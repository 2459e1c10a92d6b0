/**
 * OpenPGP (RFC 9580): the keys of a factory, and signatures of repositories and RPMs by them. Start with {@link
 * penstock.edge.openpgp.OpenPgpSigner}; {@link penstock.edge.openpgp.KeyFolder} has the keys, {@link
 * penstock.edge.openpgp.RpmSignature} how an RPM carries a signature.
 */
@NullMarked
package penstock.edge.openpgp;

import org.jspecify.annotations.NullMarked;
