package io.keshu.channels.email.client;

import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.config.Security;
import io.keshu.channels.email.config.ServerAddress;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.angus.mail.util.MailConnectException;

/** Jakarta Mail's settings, and what its exceptions mean. */
final class Sessions {

    private Sessions() {}

    /** For parsing only. */
    static Session offline() {
        return Session.getInstance(parsing());
    }

    private static Properties parsing() {
        Properties all = new Properties();
        all.setProperty("mail.mime.address.strict", "false");
        return all;
    }

    /** @param protocol {@code imap} or {@code smtp}; with TLS from the first byte its name ends in an s */
    static Session online(
            String protocol,
            ServerAddress server,
            EmailProperties properties,
            Duration readTimeout,
            TrackedSockets sockets,
            boolean token) {
        Properties all = parsing();
        String prefix = "mail." + name(protocol, server) + ".";
        all.setProperty(prefix + "connectiontimeout", millis(properties.connectTimeout()));
        all.setProperty(prefix + "timeout", millis(readTimeout));
        all.setProperty(prefix + "writetimeout", millis(readTimeout));
        all.setProperty(prefix + "socketFactory.fallback", "false");
        if (server.security() == Security.TLS) {
            all.put(prefix + "ssl.socketFactory", sockets.secured());
            all.setProperty(prefix + "ssl.checkserveridentity", "true");
        } else {
            all.put(prefix + "socketFactory", sockets);
        }
        if (server.security() == Security.STARTTLS) {
            all.put(prefix + "ssl.socketFactory", sockets.tls());
            all.setProperty(prefix + "starttls.enable", "true");
            all.setProperty(prefix + "starttls.required", "true");
            all.setProperty(prefix + "ssl.checkserveridentity", "true");
        }
        if (token) {
            all.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
        }
        if (protocol.equals("imap")) {
            all.setProperty(prefix + "fetchsize", "1048576");
            all.setProperty(prefix + "peek", "true");
        } else {
            all.setProperty(prefix + "auth", "true");
            all.setProperty(prefix + "quitwait", "false");
            all.setProperty(prefix + "localhost", "localhost");
        }
        return Session.getInstance(all);
    }

    static String name(String protocol, ServerAddress server) {
        return server.security() == Security.TLS ? protocol + "s" : protocol;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    /** Whether the other end's certificate is the reason. */
    static boolean untrusted(Throwable e) {
        int depth = 0;
        for (Throwable one = e; one != null && depth < 20; depth++) {
            if (one instanceof CertificateException || one instanceof SSLPeerUnverifiedException) {
                return true;
            }
            one = one instanceof MessagingException mail && mail.getNextException() != null
                    ? mail.getNextException()
                    : one.getCause();
        }
        return false;
    }

    static MailFailure failure(MessagingException e) {
        if (untrusted(e)) {
            return new MailFailure(MailFailure.Kind.UNTRUSTED, e);
        }
        if (e instanceof AuthenticationFailedException) {
            return new MailFailure(MailFailure.Kind.BAD_CREDENTIALS, e);
        }
        boolean away = e instanceof MailConnectException
                || e.getCause() instanceof ConnectException
                || e.getCause() instanceof UnknownHostException
                || e.getCause() instanceof NoRouteToHostException;
        return new MailFailure(away ? MailFailure.Kind.UNREACHABLE : MailFailure.Kind.BROKEN, e);
    }
}
