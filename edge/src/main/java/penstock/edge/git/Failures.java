package penstock.edge.git;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import penstock.engine.port.OutsideFailure;

/** What JGit throws, as something that tells an operator which repository, why, and what to do. */
final class Failures {
    private Failures() {}

    /** A failure of the far side. The cause is not kept: what libraries say may carry credentials. */
    static OutsideFailure far(Address address, String doing, Throwable thrown) {
        String about = address.shown() + ": " + doing + " failed: ";
        if (has(thrown, NoRemoteRepositoryException.class) || has(thrown, RepositoryNotFoundException.class)) {
            return new OutsideFailure(about + "there is no git repository; correct its URL, or rewrite it", false);
        }
        if (has(thrown, UnknownHostException.class) || said(address, thrown).contains("UnresolvedAddress")) {
            return new OutsideFailure(
                    about + "the host's name is not known; look at the network, or rewrite the URL", true);
        }
        if (has(thrown, ConnectException.class) || has(thrown, NoRouteToHostException.class)) {
            return new OutsideFailure(about + "the host does not take the connection; it is tried again", true);
        }
        if (has(thrown, NotSupportedException.class)) {
            return new OutsideFailure(about + "this kind of URL can't be read; correct it, or rewrite it", false);
        }
        if (has(thrown, TooLargeObjectInPackException.class) || has(thrown, TooLargePackException.class)) {
            return new OutsideFailure(about + "too large: " + said(address, thrown), false);
        }
        if (has(thrown, SocketTimeoutException.class)) {
            return new OutsideFailure(about + "the host says nothing; it is tried again", true);
        }
        return other(address, about, thrown);
    }

    private static OutsideFailure other(Address address, String about, Throwable thrown) {
        String said = said(address, thrown);
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("not authorized") || lower.contains("authentication") || lower.contains("auth fail")) {
            return new OutsideFailure(
                    about + "access is refused (" + said + "); give credentials, or correct the URL", false);
        }
        if (lower.contains("host key") || lower.contains("hostkey") || lower.contains("known_hosts")) {
            return new OutsideFailure(about + said + "; add the host's key to ~/.ssh/known_hosts", false);
        }
        if (damage(thrown)) {
            return new OutsideFailure(
                    about + "the repository there is damaged, or a shallow clone (" + said + "); repair it there",
                    false);
        }
        return new OutsideFailure(about + said, true);
    }

    /** The local copy can't be read, though it is not damaged: the disk, most likely. */
    static OutsideFailure local(Address address, IOException thrown) {
        return new OutsideFailure(
                "the local copy of " + address.shown() + " can't be read: " + said(address, thrown), true, thrown);
    }

    /** Whether this says that stored objects are missing or broken. */
    static boolean damage(Throwable thrown) {
        return has(thrown, MissingObjectException.class)
                || has(thrown, CorruptObjectException.class)
                || has(thrown, PackInvalidException.class)
                || has(thrown, IndexOutOfBoundsException.class);
    }

    /** The deepest thing said: JGit wraps causes in layers that only repeat the URL. */
    private static String said(Address address, Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null && at.getCause().getMessage() != null && at.getCause() instanceof IOException) {
            at = at.getCause();
        }
        String message = at.getMessage();
        return address.clean(message == null ? at.getClass().getSimpleName() : message);
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> kind) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
