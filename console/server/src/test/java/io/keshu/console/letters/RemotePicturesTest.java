package io.keshu.console.letters;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.keshu.channels.api.PublicAddresses;
import io.keshu.console.letters.RemotePictures.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the hub calls on a stranger's word, and what it takes from there. */
class RemotePicturesTest {

    private static final byte[] PNG =
            Arrays.copyOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 64);

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer web;
    private String base = "";

    /** A name server on which {@code pictures.example} is this machine, and everything else what it really is. */
    private final List<String> asked = new ArrayList<>();

    private final RemotePictures pictures = new RemotePictures(
            host -> {
                asked.add(host);
                return host.equals("pictures.example")
                        ? List.of(InetAddress.getLoopbackAddress())
                        : PublicAddresses.of(host);
            },
            port -> port != 25,
            Duration.ofSeconds(2));

    @BeforeEach
    void start() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setExecutor(Executors.newCachedThreadPool());
        base = "http://pictures.example:" + web.getAddress().getPort();
        at("/a.png", 200, "", PNG);
        at(
                "/page.png",
                200,
                "",
                "<html><script>alert(1)</script></html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        at(
                "/x.svg",
                200,
                "",
                "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        at("/large.png", 200, "", Arrays.copyOf(PNG, RemotePictures.MAX_BYTES + 1));
        at("/gone.png", 404, "", PNG);
        at("/once", 302, base + "/a.png", new byte[0]);
        at("/relative", 302, "/a.png", new byte[0]);
        at("/round", 302, base + "/round", new byte[0]);
        at("/inside", 302, "http://127.0.0.1:" + web.getAddress().getPort() + "/a.png", new byte[0]);
        at("/metadata", 302, "http://169.254.169.254/latest/meta-data", new byte[0]);
        at("/file", 302, "file:///etc/passwd", new byte[0]);
        web.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            try (OutputStream body = exchange.getResponseBody()) {
                while (!end.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    body.write(0);
                    body.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        web.start();
    }

    private void at(String path, int status, String location, byte[] body) {
        web.createContext(path, exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        pictures.close();
        web.stop(0);
    }

    @Test
    void a_picture_is_fetched_also_where_it_has_moved_to() {
        for (String path : List.of("/a.png", "/once", "/relative")) {
            assertThat(pictures.fetch(base + path)).as(path).isInstanceOfSatisfying(Outcome.Picture.class, picture -> {
                assertThat(picture.contentType()).isEqualTo("image/png");
                assertThat(picture.content().getByteArray()).isEqualTo(PNG);
            });
        }
    }

    @Test
    void nothing_of_ones_own_network_is_called_whatever_leads_there() {
        int port = web.getAddress().getPort();
        for (String address : List.of(
                "http://127.0.0.1:" + port + "/a.png",
                "http://localhost:" + port + "/a.png",
                "http://[::1]:" + port + "/a.png",
                "http://[::ffff:127.0.0.1]:" + port + "/a.png",
                "http://10.0.0.1/a.png",
                "http://169.254.169.254/latest/meta-data")) {
            assertThat(pictures.fetch(address)).as(address).isEqualTo(Outcome.Problem.ADDRESS_REFUSED);
        }
        assertThat(calls).hasValue(0);
        for (String path : List.of("/inside", "/metadata", "/file", "/round")) {
            assertThat(pictures.fetch(base + path)).as(path).isEqualTo(Outcome.Problem.ADDRESS_REFUSED);
        }
    }

    @Test
    void the_address_that_was_checked_is_the_one_that_is_called() {
        assertThat(pictures.fetch(base + "/a.png")).isInstanceOf(Outcome.Picture.class);
        assertThat(asked).containsExactly("pictures.example");
    }

    @Test
    void what_is_no_web_address_is_not_called() {
        for (String address : List.of(
                "file:///etc/passwd",
                "ftp://pictures.example/a.png",
                "gopher://pictures.example/",
                "http://user:secret@pictures.example/a.png",
                "http:///a.png",
                "not an address",
                "")) {
            assertThat(pictures.fetch(address)).as(address).isEqualTo(Outcome.Problem.ADDRESS_REFUSED);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void no_other_services_of_a_public_machine_are_called() throws IOException {
        at("/mail", 302, "http://pictures.example:25/a.png", new byte[0]);
        assertThat(pictures.fetch(base + "/mail")).isEqualTo(Outcome.Problem.ADDRESS_REFUSED);
        try (RemotePictures real = new RemotePictures()) {
            for (String address : List.of(
                    "http://192.0.2.1.example:25/a.png", "https://pictures.example:22/", "http://8.8.8.8:6379/")) {
                assertThat(real.fetch(address)).as(address).isEqualTo(Outcome.Problem.ADDRESS_REFUSED);
            }
        }
    }

    @Test
    void only_pictures_of_a_sane_size_are_taken_whatever_they_are_called() {
        assertThat(pictures.fetch(base + "/page.png")).isEqualTo(Outcome.Problem.NO_PICTURE);
        assertThat(pictures.fetch(base + "/x.svg")).isEqualTo(Outcome.Problem.NO_PICTURE);
        assertThat(pictures.fetch(base + "/large.png")).isEqualTo(Outcome.Problem.TOO_LARGE);
        assertThat(pictures.fetch(base + "/gone.png")).isEqualTo(Outcome.Problem.UNREACHABLE);
    }

    @Test
    void a_server_that_drips_is_left() {
        assertThat(pictures.fetch(base + "/drip")).isEqualTo(Outcome.Problem.UNREACHABLE);
    }
}
