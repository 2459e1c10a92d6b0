package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;

/** C1: what is expensive is made once, whole or not at all. */
class ImageCacheTest {
    @TempDir
    private Path folder;

    @Test
    void makesAFolderOnceForAllWhoAsk() throws Exception {
        var cache = new ImageCache(folder);
        var made = new AtomicInteger();
        var all = new CountDownLatch(5);
        Callable<Path> ask = () -> {
            all.countDown();
            all.await();
            return cache.get("image", temporary -> {
                made.incrementAndGet();
                Files.writeString(temporary.resolve("file"), "content");
            });
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = new ArrayList<Callable<Path>>();
            for (int i = 0; i < 5; i++) {
                asking.add(ask);
            }
            for (var answer : threads.invokeAll(asking)) {
                assertThat(answer.get().resolve("file")).hasContent("content");
            }
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void leavesNothingOfAFailure() throws Exception {
        var cache = new ImageCache(folder);
        assertThatThrownBy(() -> cache.get("image", temporary -> {
                    Files.writeString(temporary.resolve("half"), "");
                    throw new OutsideFailure("no network", true);
                }))
                .isInstanceOf(OutsideFailure.class)
                .hasMessage("no network");
        assertThat(cache.has("image")).isFalse();
        assertThat(folder.resolve("image.making")).doesNotExist();
        assertThat(cache.get("image", temporary -> Files.writeString(temporary.resolve("file"), ""))
                        .resolve("half"))
                .doesNotExist();
    }

    @Test
    void startsAnewWhereAProcessWasKilled() throws Exception {
        Files.createDirectories(folder.resolve("image.making/root"));
        Files.writeString(folder.resolve("image.making/root/half"), "");
        var image = new ImageCache(folder).get("image", temporary -> Files.writeString(temporary.resolve("file"), ""));
        assertThat(image.resolve("root")).doesNotExist();
    }
}
