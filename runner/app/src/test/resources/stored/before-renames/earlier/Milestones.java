package earlier;

import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/** Writes a line to the log whenever some more epochs are done, and when a trial ends. */
@Plugin(id = "earlier-milestones", version = 1, summary = "logs a line every few epochs, and at the end of a trial")
public final class Milestones implements Listener<Milestones.Config> {
    private static final System.Logger LOG = System.getLogger(Milestones.class.getName());

    /** The settings. */
    public record Config(
            @Doc("epochs from one line to the next") @Main @Default("10") @Min(1)
            int every) {}

    @Override
    public void on(Config config, Event event) {
        switch (event) {
            case Event.EpochDone done
            when done.epoch() % config.every() == 0 ->
                LOG.log(System.Logger.Level.INFO, "epoch {0}: {1}", done.epoch(), done.metrics());
            case Event.TrialEnded ended ->
                LOG.log(System.Logger.Level.INFO, "{0}: {1}", ended.status(), ended.metrics());
            default -> {}
        }
    }
}
