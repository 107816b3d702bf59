package earlier;

import org.recurve.api.optimize.Progress;
import org.recurve.api.optimize.Schedule;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/** Decay whose sum still grows without end, {@code from / (1 + e / half)} after {@code e} epochs (Robbins, Monro 1951). */
@Plugin(id = "earlier-inverse-time", version = 1, summary = "from / (1 + epochs / half)")
public final class InverseTime implements Schedule<InverseTime.Config> {
    /** The settings. */
    public record Config(
            @Doc("the value at first") @Main @Above(0) double from,

            @Doc("epochs after which half of it is left") @Above(0)
            double half) {}

    @Override
    public double at(Config config, Progress progress) {
        return config.from() / (1 + progress.elapsed() / config.half());
    }
}
