package org.recurve.engine.augment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;

/**
 * An augmentation of a list.
 *
 * @param name which keys its draws: its id, and behind that which of several with this id it is
 * @param path of the list in the experiment file, for messages
 * @param random its draws in an epoch, below which each example has its own
 */
record AugmentationStep(Spec<Augmentation<?>> spec, String name, String path, Stream random) {
    static List<AugmentationStep> of(List<Spec<Augmentation<?>>> specs, String path) {
        Map<String, Integer> count = new HashMap<>();
        List<AugmentationStep> steps = new ArrayList<>();
        for (Spec<Augmentation<?>> spec : specs) {
            int turn = count.merge(spec.id(), 1, Integer::sum);
            steps.add(new AugmentationStep(spec, turn == 1 ? spec.id() : spec.id() + " " + turn, path, Stream.of(0)));
        }
        return steps;
    }

    /** Returns the same in an epoch. */
    AugmentationStep in(Stream epoch) {
        return new AugmentationStep(spec, name, path, epoch.in(name));
    }

    boolean mixes() {
        return called("mixes", () -> plugin().mixes(spec.config()));
    }

    void check(List<Field> fields) {
        called("check", () -> {
            plugin().check(spec.config(), fields);
            return true;
        });
    }

    /** Changes an example, which must stay one. */
    void apply(ReadExample example) {
        called("apply", () -> {
            plugin().apply(spec.config(), example, random.in(example.id()));
            return true;
        });
        example.broken().ifPresent(what -> {
            throw spec.failure("apply", what).at(path);
        });
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private Augmentation<Record> plugin() {
        return (Augmentation<Record>) spec.plugin();
    }

    private <T> T called(String method, Supplier<T> call) {
        try {
            return spec.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at(path);
        } catch (InvalidSetting objection) {
            throw objection.part().isEmpty() ? new InvalidSetting(path, spec.id(), objection.what()) : objection;
        }
    }
}
