/**
 * Hashes of passwords by the SHA-512 of crypt(3), through Apache Commons Codec. Start with {@link penstock.edge.crypt.CryptPasswords}.
 */
@NullMarked
package penstock.edge.crypt;

import org.jspecify.annotations.NullMarked;
