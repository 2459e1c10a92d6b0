package penstock.dlrn;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hosts whose builds may be brought here. Whoever may ask for one names an address that this machine goes to, and what lies there is signed
 * with this factory's key: so the operator says which hosts these may be.
 *
 * @param hosts as they are in addresses, each with or without a port; without one any port will do
 */
public record ImportSources(List<String> hosts) {
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    public ImportSources {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether it can be the host of an address. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches();
    }

    public boolean allow(RemoteAddress address) {
        return hosts.contains(host(address.uri())) || hosts.contains(hostAndPort(address.uri()));
    }

    /** What refuses an address says. */
    public static String refusal(RemoteAddress address) {
        return "Builds of " + host(address.uri())
                + " are not taken here: the operator names it in penstock.yaml, under dlrn: import_from";
    }

    private static String host(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static String hostAndPort(URI uri) {
        int usual = uri.getScheme().equalsIgnoreCase("https") ? HTTPS : HTTP;
        return host(uri) + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
    }
}
