package org.recurve.engine.augment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.api.data.Augmentation;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.engine.data.SameSizeExamples;
import org.recurve.engine.spec.PhaseSpec;

/**
 * The data of a phase, whose training examples are changed in each epoch.
 *
 * @param data as it is
 * @param steps what changes them, in this order
 * @param mixes whether an example's loss may be by two targets
 */
public record AugmentedData(Data data, List<AugmentationStep> steps, boolean mixes) {
    public AugmentedData {
        steps = List.copyOf(steps);
    }

    /** Returns a phase's data; what its augmentations cannot change ends in {@link InvalidSetting}. */
    public static AugmentedData of(PhaseSpec phase, Data data) {
        String path = (phase.name().isEmpty() ? "train" : phase.path()) + ".augment";
        List<AugmentationStep> steps =
                AugmentationStep.of(phase.training().rhythm().augment(), path);
        steps.forEach(step -> step.check(data.fields()));
        List<String> mixing = steps.stream()
                .filter(AugmentationStep::mixes)
                .map(step -> step.spec().id())
                .toList();
        if (mixing.size() > 1) {
            throw new InvalidSetting(
                    path,
                    "",
                    String.join(" and ", mixing) + " both mix examples, but an example has one partner; keep one");
        }
        if (!mixing.isEmpty() && !SameSizeExamples.sizes(data).isEmpty()) {
            throw new InvalidSetting(
                    path,
                    "",
                    mixing.getFirst()
                            + " mixes examples, but these differ in size; bring them to one size, or remove it");
        }
        return new AugmentedData(
                data, steps, !mixing.isEmpty() && phase.target().equals(Field.TARGET));
    }

    /** Returns whether anything changes the examples. */
    public boolean isChanged() {
        return !steps.isEmpty();
    }

    /** Returns the data as it is, with the fields that training needs. */
    public Data unchanged() {
        return with(Map.of());
    }

    /**
     * Returns the data as an epoch reads it.
     *
     * @param seed the stream of the trial's noise
     */
    public Data in(int epoch, Stream seed) {
        Stream random = seed.in("augment").in(epoch);
        Examples train = data.split(Data.TRAIN);
        return with(Map.of(
                Data.TRAIN,
                new AugmentedExamples(
                        train,
                        data.fields(),
                        steps.stream().map(step -> step.in(random)).toList())));
    }

    private Data with(Map<String, Examples> changed) {
        if (!mixes && changed.isEmpty()) {
            return data;
        }
        Map<String, Examples> splits = new HashMap<>(data.splits());
        if (mixes) {
            splits.replaceAll((_, examples) -> new UnmixedExamples(examples));
        }
        splits.putAll(changed);
        return new Data(fields(), splits, data.digest(), data.form());
    }

    private List<Field> fields() {
        if (!mixes) {
            return data.fields();
        }
        Field target = data.field(Field.TARGET);
        List<Field> fields = new ArrayList<>(data.fields());
        fields.add(target.named(Field.PARTNER_TARGET));
        fields.add(new Field(Field.PARTNER_SHARE, Shape.SCALAR));
        return fields;
    }

    /** Returns what changes the examples, without what it changes. */
    public List<Spec<Augmentation<?>>> augmentations() {
        return steps.stream().map(AugmentationStep::spec).toList();
    }
}
