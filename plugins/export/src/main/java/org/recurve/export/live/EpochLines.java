package org.recurve.export.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.event.ListenerContext;
import org.recurve.api.event.ListenerSession;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * Writes a JSON object for each epoch of each trial, a line each. The file has every epoch exactly once at the end of a run,
 * whatever killed earlier ones; those of one trial are in order.
 */
@Plugin(
        id = "epoch-lines",
        version = 1,
        summary = "a file with one JSON object a line for each epoch, complete after any crash")
public final class EpochLines implements Listener<EpochLines.Config> {
    /** The settings. */
    public record Config(
            @Doc("the file, below listeners/STUDY/epoch-lines in the store") @Main @Default("epochs.jsonl")
            String file) {
        public Config {
            ListenerContext.demandFileName(file);
        }
    }

    @Override
    public boolean catchesUp(Config config) {
        return true;
    }

    @Override
    public void on(Config config, Event event) {
        throw new IllegalStateException("events go to the session");
    }

    @Override
    public ListenerSession open(Config config, ListenerContext context) throws IOException {
        return new EpochLinesSession(context, RewrittenFile.open(context.file(config.file())));
    }

    private static final class EpochLinesSession implements ListenerSession {
        private final String study;
        private final TrialNames names;
        private final RewrittenFile file;

        EpochLinesSession(ListenerContext context, RewrittenFile file) {
            this.study = context.study();
            this.names = new TrialNames();
            this.file = file;
        }

        @Override
        public void on(Event event) throws IOException {
            names.learn(event);
            if (event instanceof Event.EpochDone done) {
                file.write((line(done) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        private JsonObject line(Event.EpochDone done) {
            return new JsonObject()
                    .put("study", study)
                    .trial(names.of(done.trial()))
                    .put("epoch", done.epoch())
                    .put("step", done.step())
                    .put("metrics", done.metrics())
                    .put("seconds", done.measured().toNanos() / 1e9)
                    .put("digest", done.digest());
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
