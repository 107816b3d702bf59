package org.recurve.example;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.TreeMap;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.event.ListenerContext;
import org.recurve.api.event.ListenerSession;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/**
 * Writes a line to {@code milestones.txt} in its folder whenever some more epochs are done, and when a trial ends. It catches
 * up, so each session is given every event of the study and writes the file from its start.
 */
@Plugin(id = "example-milestones", version = 2, summary = "writes a line every few epochs, and at the end of a trial")
public final class Milestones implements Listener<Milestones.Config> {
    /** The settings. */
    public record Config(
            @Doc("epochs from one line to the next") @Main @Default("10") @Min(1)
            int every) {}

    @Override
    public boolean catchesUp(Config config) {
        return true;
    }

    /** A listener that keeps nothing open could do all its work here, and leave out {@code open}. */
    @Override
    public void on(Config config, Event event) {
        throw new IllegalStateException("events go to the session");
    }

    @Override
    public ListenerSession open(Config config, ListenerContext context) throws IOException {
        Writer out = Files.newBufferedWriter(context.file("milestones.txt"));
        return new ListenerSession() {
            @Override
            public void on(Event event) throws IOException {
                switch (event) {
                    case Event.EpochDone done
                    when done.epoch() % config.every() == 0 ->
                        out.write("epoch " + done.epoch() + ": " + new TreeMap<>(done.metrics()) + "\n");
                    case Event.TrialEnded ended ->
                        out.write(ended.status() + ": " + new TreeMap<>(ended.metrics()) + "\n");
                    default -> {}
                }
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
