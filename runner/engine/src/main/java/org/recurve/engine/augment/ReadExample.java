package org.recurve.engine.augment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.TrainingExample;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;

/** A training example while it is changed; a field is read when it is first asked for. */
final class ReadExample implements TrainingExample {
    private final Examples own;
    private final List<Field> fields;
    private final int index;
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private int others = 0;
    private IntFunction<ReadExample> partners = _ -> this;
    private Optional<float[]> partnerTarget = Optional.empty();
    private double partnerShare = 0;

    ReadExample(Examples own, List<Field> fields, int index) {
        this.own = own;
        this.fields = fields;
        this.index = index;
    }

    /** Says where the partners of the next augmentation come from. */
    void among(int size, IntFunction<ReadExample> them) {
        others = size;
        partners = them;
    }

    int index() {
        return index;
    }

    long id() {
        return own.id(index);
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public Shape shape(String field) {
        return own.shape(index, field).orElseGet(() -> named(field).shape());
    }

    private Field named(String field) {
        return fields.stream()
                .filter(one -> one.name().equals(field))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("examples hold no \"" + field + "\", only "
                        + fields.stream().map(Field::name).toList()));
    }

    @Override
    public float[] values(String field) {
        return values.computeIfAbsent(field, this::read);
    }

    private float[] read(String field) {
        float[] read = new float[shape(field).size()];
        own.read(index, field, read, 0);
        return read;
    }

    @Override
    public int steps() {
        Shape input = shape(Field.INPUT);
        return fields.stream().anyMatch(field -> field.name().equals(Field.LENGTH))
                ? (int) read(Field.LENGTH)[0]
                : input.rank() == 0 ? 1 : input.dim(0);
    }

    @Override
    public TrainingExample partner(Stream random) {
        return partners.apply(random.below(0, others));
    }

    @Override
    public void mixTarget(TrainingExample partner, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of a partner is from 0 to 1, not " + share);
        }
        partnerTarget = Optional.of(partner.values(Field.TARGET).clone());
        partnerShare = share;
    }

    /** Writes a field as it is now; changes nothing here, so that several threads may write the same example. */
    void write(String field, float[] into, int offset) {
        switch (field) {
            case Field.PARTNER_SHARE -> into[offset] = (float) partnerShare;
            case Field.PARTNER_TARGET ->
                partnerTarget.ifPresentOrElse(
                        target -> System.arraycopy(target, 0, into, offset, target.length),
                        () -> write(Field.TARGET, into, offset));
            default -> {
                float[] changed = values.get(field);
                if (changed == null) {
                    own.read(index, field, into, offset);
                } else {
                    System.arraycopy(changed, 0, into, offset, changed.length);
                }
            }
        }
    }

    /** Returns what is no longer as it must be. */
    Optional<String> broken() {
        return values.entrySet().stream()
                .map(entry -> broken(named(entry.getKey()), entry.getValue()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> broken(Field field, float[] now) {
        String of = field.name() + " of example " + index;
        if (field.name().equals(Field.LENGTH) || field.name().equals(Field.TARGET_LENGTH)) {
            return Arrays.equals(now, read(field.name()))
                    ? Optional.empty()
                    : Optional.of("changed the " + of + ", which has to stay as it is");
        }
        int classes = field.classes().size();
        for (float value : now) {
            if (!Float.isFinite(value)) {
                return Optional.of("made the " + of + " hold " + value);
            }
            if (classes > 0 && !(value == (int) value && value >= 0 && value < classes) && !isGiven(field, value)) {
                return Optional.of(
                        "made the " + of + " hold " + value + ", which is none of its " + classes + " classes");
            }
        }
        return Optional.empty();
    }

    /** Returns whether a number that names no class was there before, as a label that a loss ignores. */
    private boolean isGiven(Field field, float value) {
        for (float before : read(field.name())) {
            if (before == value) {
                return true;
            }
        }
        return false;
    }
}
