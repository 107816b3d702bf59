package org.recurve.export.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.event.ListenerContext;
import org.recurve.api.event.ListenerSession;
import org.recurve.api.plugin.Confidential;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Sends a JSON object to an address when a trial ends, and when the study does. Redirects are not followed. What is not taken
 * is sent twice more; then the listener gives up. Messages name the host alone, since an address may work like a password.
 */
@Plugin(
        id = "webhook",
        version = 1,
        summary = "a JSON message to an address for each trial that ends, and for the study")
public final class Webhook implements Listener<Webhook.Config> {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final int TRIES = 3;
    private static final int TOO_MANY_REQUESTS = 429;

    /** The settings. */
    public record Config(
            @Confidential @Main @Doc("where messages are sent: https, or http on this machine")
            String address,

            @Confidential
            @Doc("the environment variable whose value signs each message (HMAC-SHA256 in X-Recurve-Signature)")
            Optional<String> secretVariable) {
        public Config {
            target(address);
            secretVariable.ifPresent(Config::secret);
        }

        private static URI target(String address) {
            URI uri;
            try {
                uri = URI.create(address);
            } catch (IllegalArgumentException unreadable) {
                throw new InvalidSetting("the address is not a URL; write https://host/path");
            }
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            String host = Optional.ofNullable(uri.getHost()).orElse("");
            if (host.isEmpty() || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                throw new InvalidSetting("the address must be https://host/path, without a user or a fragment");
            }
            if (!scheme.equals("https") && !(scheme.equals("http") && LOOPBACK.contains(host))) {
                throw new InvalidSetting("the address must begin with https://; http:// is for this machine alone ("
                        + String.join(", ", LOOPBACK) + ")");
            }
            return uri;
        }

        private static byte[] secret(String variable) {
            String secret = System.getenv(variable);
            if (secret == null || secret.isEmpty()) {
                throw new InvalidSetting(
                        "the environment variable " + variable + " is not set; export it, or remove secret-variable");
            }
            return secret.getBytes(StandardCharsets.UTF_8);
        }

        /** Without the address. */
        @Override
        public String toString() {
            return "Config[" + target(address).getHost() + "]";
        }
    }

    @Override
    public void on(Config config, Event event) {
        throw new IllegalStateException("events go to the session");
    }

    @Override
    public ListenerSession open(Config config, ListenerContext context) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
        return new WebhookSession(config, context, client);
    }

    private static final class WebhookSession implements ListenerSession {
        private final URI target;
        private final Optional<byte[]> secret;
        private final String study;
        private final TrialNames names;
        private final HttpClient client;

        WebhookSession(Config config, ListenerContext context, HttpClient client) {
            this.target = Config.target(config.address());
            this.secret = config.secretVariable().map(Config::secret);
            this.study = context.study();
            this.names = new TrialNames();
            this.client = client;
        }

        @Override
        public void on(Event event) throws IOException {
            names.learn(event);
            switch (event) {
                case Event.TrialEnded ended -> send(message(ended));
                case Event.StudyEnded ended -> send(message(ended));
                case Event.StudyStarted _,
                        Event.TrialStarted _,
                        Event.StepDone _,
                        Event.EpochDone _,
                        Event.Checkpointed _,
                        Event.Recorded _,
                        Event.Warned _ -> {}
            }
        }

        private JsonObject message(Event.TrialEnded ended) {
            return new JsonObject()
                    .put("event", "trial-ended")
                    .put("study", study)
                    .trial(names.of(ended.trial()))
                    .put("status", ended.status().name().toLowerCase(Locale.ROOT))
                    .optional("reason", ended.reason())
                    .put("epoch", ended.selectedEpoch())
                    .put("metrics", ended.metrics())
                    .put("seconds", ended.measured().toNanos() / 1e9)
                    .put("digest", ended.digest());
        }

        private JsonObject message(Event.StudyEnded ended) {
            return new JsonObject()
                    .put("event", "study-ended")
                    .put("study", study)
                    .put("expectations", ended.expectations())
                    .put("seconds", ended.measured().toNanos() / 1e9);
        }

        private void send(JsonObject message) throws IOException {
            byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
            HttpRequest.Builder request = HttpRequest.newBuilder(target)
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            secret.ifPresent(key -> request.header("X-Recurve-Signature", "sha256=" + signature(key, body)));
            String refused = "";
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                refused = refusal(request.build());
                if (refused.isEmpty()) {
                    return;
                }
                if (attempt < TRIES) {
                    pause(attempt);
                }
            }
            throw new IOException(target.getHost() + " did not take a message in " + TRIES + " attempts: " + refused);
        }

        /** Returns why a message was not taken, without the address; empty if it was. */
        private String refusal(HttpRequest request) throws IOException {
            try {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status / 100 == 2) {
                    return "";
                }
                if (status / 100 != 5 && status != TOO_MANY_REQUESTS) {
                    String redirected = status / 100 == 3 ? ", a redirect, which is not followed" : "";
                    throw new RefusedMessage(
                            target.getHost() + " answered a message with HTTP status " + status + redirected);
                }
                return "HTTP status " + status;
            } catch (RefusedMessage same) {
                throw same;
            } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
                throw new RefusedMessage(target.getHost()
                        + " has a certificate that is not trusted here, or one for another name; to trust one of your own,"
                        + " name a trust store: RECURVE_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE");
            } catch (IOException e) {
                return e.getClass().getSimpleName(); // its message may hold the address
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while a message was sent to " + target.getHost());
            }
        }

        private static void pause(int attempt) throws IOException {
            try {
                Thread.sleep(Duration.ofMillis(500L * attempt));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted before a message was sent again");
            }
        }

        private static String signature(byte[] key, byte[] body) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return HexFormat.of().formatHex(mac.doFinal(body));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    /** An answer that would be the same again. */
    private static final class RefusedMessage extends IOException {
        private static final long serialVersionUID = 1;

        RefusedMessage(String message) {
            super(message);
        }
    }
}
