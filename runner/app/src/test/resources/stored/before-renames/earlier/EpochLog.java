package earlier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/** Writes a line to a file for each event, so that a test can see which ones arrived. */
@Plugin(id = "earlier-epoch-log", version = 1, summary = "a line in a file for each event")
public final class EpochLog implements Listener<EpochLog.Config> {
    /** The settings. */
    public record Config(@Doc("the file") @Main String file) {}

    @Override
    public void on(Config config, Event event) {
        String line =
                switch (event) {
                    case Event.StudyStarted started -> "study " + started.study() + ", trials " + started.trials().size();
                    case Event.TrialStarted started -> "trial, seed " + started.seed() + ", layers " + started.layers().size();
                    case Event.StepDone done -> "step " + done.step() + " of " + done.examples();
                    case Event.EpochDone done -> "epoch " + done.epoch() + ", step " + done.step();
                    case Event.Checkpointed checkpointed -> "checkpoint";
                    case Event.Recorded recorded -> "recorded " + recorded.name();
                    case Event.TrialEnded ended -> "trial " + ended.status();
                    case Event.StudyEnded ended -> "study ended";
                    case Event.Warned warned -> "warned";
                };
        try {
            Files.write(
                    Path.of(config.file()),
                    (line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
