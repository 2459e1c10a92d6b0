package penstock.engine.notify;

import penstock.engine.port.OutsideFailure;

/** Sends mail. */
public interface Mailer {
    /**
     * Hands one mail over to the mail server; returns when that has taken it.
     *
     * @throws OutsideFailure retryable when the server can't be reached or asks to try later, not so when it refuses the mail
     */
    void send(Mail mail) throws OutsideFailure;

    /**
     * @param id the left part of its Message-ID
     * @param to an address
     * @param text plain text, lines ended by line feeds
     * @param thread the left part of the id that mails which belong together refer to, though no mail has it; empty for one that stands alone
     */
    record Mail(String id, String to, String subject, String text, String thread) {}
}
