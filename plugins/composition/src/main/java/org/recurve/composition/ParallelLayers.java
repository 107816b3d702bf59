package org.recurve.composition;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Plugin;

/**
 * Branches side by side: every branch sees the same input, and what they give is joined. Filters of several widths over
 * the words of a sentence stand so beside each other (Kim, <i>Convolutional Neural Networks for Sentence
 * Classification</i>, 2014), as do kernels of several sizes (Szegedy et al., <i>Going Deeper with Convolutions</i>, 2015).
 *
 * <p>Branches are joined in the order of their names. A branch without layers gives its input.
 */
@Plugin(id = "parallel", version = 1, summary = "branches side by side, joined along the channels or summed")
public final class ParallelLayers implements Layer<ParallelLayers.Config> {
    /** Describes how the outputs of the branches become one. */
    public enum Join {
        /** Puts results one after another along the first axis, the channels; all other extents agree. */
        CONCAT,
        /** Added up, from the first branch on; all shapes agree. */
        SUM,
        /** Multiplied, from the first branch on, so that one branch can gate another; all shapes agree. */
        PRODUCT
    }

    /** The settings. */
    public record Config(
            @Doc("names with lists of layers; joined in the order of the names")
            Map<String, Layers> branches,

            @Doc("concat (along the channels), sum or product") @Default("concat")
            Join join) {
        public Config {
            branches = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(branches));
            if (branches.isEmpty()) {
                throw new IllegalArgumentException("parallel needs at least one branch: branches: {a: [layers]}");
            }
        }
    }

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        SortedMap<String, Value> outputs = new TreeMap<>();
        config.branches()
                .forEach((name, layers) -> outputs.put(name, scope.in(name).apply(layers, x)));
        List<Value> values = List.copyOf(outputs.values());
        if (values.stream().map(value -> kept(config.join(), value)).distinct().count() > 1) {
            throw new InvalidSetting(misfit(config.join(), outputs));
        }
        Value first = values.getFirst();
        List<Value> others = values.subList(1, values.size());
        return switch (config.join()) {
            case CONCAT -> first.concat(0, others.toArray(Value[]::new));
            case SUM -> others.stream().reduce(first, Value::plus);
            case PRODUCT -> others.stream().reduce(first, Value::times);
        };
    }

    /** Returns the extents in which the branches have to agree. */
    private static Shape kept(Join join, Value value) {
        Shape shape = value.shape();
        return switch (join) {
            case CONCAT -> shape.slice(Math.min(1, shape.rank()), shape.rank());
            case SUM, PRODUCT -> shape;
        };
    }

    private static String misfit(Join join, SortedMap<String, Value> outputs) {
        String shapes = outputs.entrySet().stream()
                .map(branch -> branch.getKey() + " " + branch.getValue().shape())
                .collect(Collectors.joining(", "));
        String rule = switch (join) {
            case CONCAT -> "concat joins branches that differ in the first extent alone";
            case SUM -> "sum adds branches of one shape";
            case PRODUCT -> "product multiplies branches of one shape";
        };
        return rule + ", but they give " + shapes + "; pad or pool until they agree";
    }
}
