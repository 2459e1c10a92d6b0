package penstock.app.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import penstock.config.FactoryConfig;
import penstock.config.MailConfig;
import penstock.edge.mail.SmtpMailer;
import penstock.edge.mail.SmtpSettings;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlDigestBook;
import penstock.edge.sql.SqlNoticeBook;
import penstock.engine.digest.DigestLetters;
import penstock.engine.digest.WeeklyDigests;
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
        return new NotifySettings(mail.operators(), mail.digest().every(), build -> Serving.buildPage(config, build));
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
    private static Optional<LabelLetters> labels(
            FactoryConfig config, Optional<Notifier> notifier, InstantSource clock) {
        return config.service()
                .mail()
                .flatMap(mail -> notifier.map(teller -> new LabelLetters(
                        new Letters(settings(config, mail), clock),
                        mail.operators(),
                        line -> Serving.labelsPage(config, line),
                        teller::wake)));
    }

    /** Tells people of labels and of weeks for as long as the factory runs, where they are to be told. */
    public static void begin(
            FactoryConfig config, Optional<Notifier> notifier, Promoting promoting, Promoting.Around around) {
        promoting.tell(around, labels(config, notifier, around.clock()));
        weekly(config, notifier, around.database(), around.clock())
                .ifPresent(digests -> around.beside().start("digests", () -> digests.run(around.distro()::names)));
    }

    static Optional<WeeklyDigests> weekly(
            FactoryConfig config, Optional<Notifier> notifier, Database database, InstantSource clock) {
        return config.service()
                .mail()
                .flatMap(mail -> notifier.flatMap(teller -> mail.digest()
                        .weekly()
                        .map(weekly -> new WeeklyDigests(
                                new SqlDigestBook(database),
                                StoredReadings.digests(database, clock),
                                new DigestLetters(
                                        new Letters(settings(config, mail), clock),
                                        weekly.to(),
                                        line -> Serving.linePage(config, line),
                                        teller::wake),
                                weekly.at(),
                                clock))));
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
