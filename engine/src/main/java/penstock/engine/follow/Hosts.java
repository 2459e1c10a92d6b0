package penstock.engine.follow;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import penstock.engine.port.OutsideFailure;

/** Lets only so many calls at one time go to one host. */
final class Hosts {
    private final ConcurrentHashMap<String, Semaphore> hosts = new ConcurrentHashMap<>();
    private final int perHost;

    Hosts(int perHost) {
        this.perHost = perHost;
    }

    interface Call<T> {
        T call() throws OutsideFailure;
    }

    <T> T at(String host, Call<T> call) throws OutsideFailure, InterruptedException {
        Semaphore permits = hosts.computeIfAbsent(host, _ -> new Semaphore(perHost, true));
        permits.acquire();
        try {
            return call.call();
        } finally {
            permits.release();
        }
    }
}
