package penstock.app.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import penstock.config.FactoryConfig;
import penstock.config.MailConfig;
import penstock.edge.mail.SmtpMailer;
import penstock.edge.mail.SmtpSettings;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlNoticeBook;
import penstock.engine.line.LineListener;
import penstock.engine.notify.Letters;
import penstock.engine.notify.Notifier;
import penstock.engine.notify.NotifySettings;
import penstock.engine.promote.notice.LabelLetters;
import penstock.engine.warning.WarningLetters;
import penstock.line.LineEvent;

/** Makes what tells people of builds. */
public final class Telling {
    private Telling() {}

    /** @param dir what relative paths in the configuration start from */
    public static Optional<Notifier> notifier(FactoryConfig config, Path dir, Database database, InstantSource clock) {
        return config.service().mail().map(mail -> {
            SmtpMailer mailer = new SmtpMailer(smtp(mail, dir), Optional.empty(), clock);
            return new Notifier(new SqlNoticeBook(database), mailer, settings(config, mail), clock);
        });
    }

    private static NotifySettings settings(FactoryConfig config, MailConfig mail) {
        return new NotifySettings(mail.operators(), mail.digest(), build -> Serving.buildPage(config, build));
    }

    /** How warnings reach maintainers. */
    static Optional<WarningLetters> warnings(FactoryConfig config, Optional<Notifier> notifier, InstantSource clock) {
        return config.service()
                .mail()
                .flatMap(mail -> notifier.map(teller -> new WarningLetters(
                        new Letters(settings(config, mail), clock),
                        (line, project) -> Serving.packagePage(config, line, project),
                        teller::wake)));
    }

    /** How people hear of labels. */
    public static Optional<LabelLetters> labels(
            FactoryConfig config, Optional<Notifier> notifier, InstantSource clock) {
        return config.service()
                .mail()
                .flatMap(mail -> notifier.map(teller -> new LabelLetters(
                        new Letters(settings(config, mail), clock),
                        mail.operators(),
                        line -> Serving.labelsPage(config, line),
                        teller::wake)));
    }

    private static SmtpSettings smtp(MailConfig mail, Path dir) {
        return new SmtpSettings(
                mail.host(),
                mail.port(),
                SmtpSettings.Security.valueOf(mail.security().name()),
                mail.from(),
                mail.login().map(login -> new SmtpSettings.Login(login.user(), dir.resolve(login.passwordFile()))));
    }

    /** Also wakes who tells people, when something ended. */
    public static LineListener waking(LineListener listener, Optional<Notifier> notifier) {
        return (line, entry) -> {
            listener.stepped(line, entry);
            if (entry.event() instanceof LineEvent.Built || entry.event() instanceof LineEvent.Failed) {
                notifier.ifPresent(Notifier::wake);
            }
        };
    }
}
