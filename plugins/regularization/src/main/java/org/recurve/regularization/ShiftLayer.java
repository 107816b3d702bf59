package org.recurve.regularization;

import java.util.List;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/**
 * The input moved by a fixed distance, zeros following: in evaluation alone, so that what a trained model makes of moved inputs can be
 * measured ({@code test.accuracy} of a task that inserts it), or in training, too.
 *
 * <p>From [channels, extents…] to the same shape; all channels move together. It stands first in a model.
 */
@Plugin(id = "displace", version = 1, summary = "evaluation moves the input by a fixed distance, training does not")
public final class ShiftLayer implements Layer<ShiftLayer.Config> {
    /** The settings. */
    public record Config(
            @Doc(
                    "how far, down and to the right for images; below 0 up and to the left: one number, or one for each axis")
            @Main
            List<Integer> by,

            @Doc("whether training sees it moved, too") @Default("false")
            boolean training) {
        public Config {
            by = List.copyOf(by);
            if (by.isEmpty()) {
                throw new InvalidSetting("by is empty; give one number, or one for each axis");
            }
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        int axes = x.shape().rank() - 1;
        if (axes < 1) {
            throw new InvalidSetting(
                    "displace needs an input of shape [channels, extents…], but was given " + x.shape());
        }
        if (config.by().size() != 1 && config.by().size() != axes) {
            throw new InvalidSetting("displace names " + config.by().size() + " distances, but the input " + x.shape()
                    + " has " + axes + " axes; give one number, or one for each");
        }
        Value moved = x;
        for (int axis = 1; axis <= axes; axis++) {
            int by = config.by().get(config.by().size() == 1 ? 0 : axis - 1);
            int extent = x.shape().dim(axis);
            if (Math.abs((long) by) >= extent) {
                throw new InvalidSetting("displace moves axis " + axis + " by " + by + ", which leaves nothing of its "
                        + extent + " elements; move it by less");
            }
            moved = by == 0
                    ? moved
                    : moved.pad(axis, Math.max(by, 0), Math.max(-by, 0))
                            .slice(axis, Math.max(-by, 0), Math.max(-by, 0) + extent);
        }
        return scope.training() && !config.training() ? x : moved;
    }
}
