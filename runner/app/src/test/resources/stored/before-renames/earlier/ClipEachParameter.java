package earlier;

import org.recurve.api.optimize.Clipper;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/** Clipping by norm, each parameter on its own: {@code g_p ← min(1, threshold / ‖g_p‖) · g_p}. */
@Plugin(id = "earlier-each-norm", version = 1, summary = "each parameter's gradient is held under a norm")
public final class ClipEachParameter implements Clipper<ClipEachParameter.Config> {
    /** The settings. */
    public record Config(
            @Doc("the largest norm of one parameter's gradient") @Main @Above(0)
            double threshold) {}

    @Override
    public Vector clip(Config config, Vector theta, Vector gradient) {
        return gradient.scale(parameter -> {
            double norm = gradient.norm(parameter);
            return norm > config.threshold() ? config.threshold() / norm : 1;
        });
    }
}
