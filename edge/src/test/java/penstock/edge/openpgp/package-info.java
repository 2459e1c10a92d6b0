/** Tests of keys and signatures, by GnuPG and rpm. */
@NullMarked
package penstock.edge.openpgp;

import org.jspecify.annotations.NullMarked;
