/**
 * Mail by SMTP (RFC 5321), through Simple Java Mail. Start with {@link penstock.edge.mail.SmtpMailer}.
 */
@NullMarked
package penstock.edge.mail;

import org.jspecify.annotations.NullMarked;
