package org.recurve.recurrence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Scanned;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Step;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;

/**
 * A place whose products are normalised over their units, as are those of the cells inside it; all else is the place's own.
 *
 * @param scope the place
 * @param normalised takes the names of the products that were normalised
 */
record NormalisedScope(Scope scope, double epsilon, Set<String> normalised) implements Scope {
    private Value normalised(String name, Value product) {
        int units = product.shape().size();
        if (units == 1) {
            throw new InvalidSetting("the product " + name + " has one unit, and normalising it over its units would"
                    + " leave 0; use at least 2 units");
        }
        normalised.add(name);
        Value centred = product.minus(product.mean());
        Value deviation = centred.square().mean().plus(epsilon).sqrt();
        Value gain = scope.bias(name + ".gain", units).plus(1);
        return centred.dividedBy(deviation).times(gain);
    }

    @Override
    public Value linear(String name, Value x, int units) {
        return normalised(name, scope.linear(name, x, units));
    }

    @Override
    public Value linear(String name, Value x, int units, Value from) {
        return linear(name, x, units).plus(from);
    }

    @Override
    public Value linear(String name, Spec<? extends Initializer<?>> init, Value x, int units, Value from) {
        return normalised(name, scope.linear(name, init, x, units, scope.zeros(units)))
                .plus(from);
    }

    @Override
    public BoundCell cell(String name, Spec<? extends Cell<?, ?>> cell) {
        return bound(cell, in(name));
    }

    /** Returns a {@link Spec} pairs a cell with its own settings, which the type system cannot say. */
    @SuppressWarnings("unchecked")
    private static BoundCell bound(Spec<? extends Cell<?, ?>> spec, Scope place) {
        Cell<Record, Record> cell = (Cell<Record, Record>) spec.plugin();
        return new BoundCell() {
            @Override
            public Record start() {
                return spec.call("start", () -> cell.start(spec.config(), place));
            }

            @Override
            public Step<Record> step(Value x, Record state) {
                return spec.call("step", () -> cell.step(spec.config(), place, x, state));
            }
        };
    }

    @Override
    public Scope in(String name) {
        return new NormalisedScope(scope.in(name), epsilon, normalised);
    }

    @Override
    public String name() {
        return scope.name();
    }

    @Override
    public boolean training() {
        return scope.training();
    }

    @Override
    public Value weight(String name, Spec<? extends Initializer<?>> init, Weights weights) {
        return scope.weight(name, init, weights);
    }

    @Override
    public Value bias(String name, int... dims) {
        return scope.bias(name, dims);
    }

    @Override
    public Value zeros(int... dims) {
        return scope.zeros(dims);
    }

    @Override
    public Value constant(double value, int... dims) {
        return scope.constant(value, dims);
    }

    @Override
    public Value constant(float[] values, int... dims) {
        return scope.constant(values, dims);
    }

    @Override
    public Optional<Value> field(String name) {
        return scope.field(name);
    }

    @Override
    public void demand(String field, double least, String reason) {
        scope.demand(field, least, reason);
    }

    @Override
    public void demandClass(String field, int classes, String reason) {
        scope.demandClass(field, classes, reason);
    }

    @Override
    public List<String> classes(String field) {
        return scope.classes(field);
    }

    @Override
    public Value uniform(String stream, int... dims) {
        return scope.uniform(stream, dims);
    }

    @Override
    public Value normal(String stream, int... dims) {
        return scope.normal(stream, dims);
    }

    @Override
    public Value apply(String name, Spec<? extends Layer<?>> layer, Value x) {
        return scope.apply(name, layer, x);
    }

    @Override
    public Value apply(Layers layers, Value x) {
        return scope.apply(layers, x);
    }

    @Override
    public Value reduce(String name, Spec<? extends Pooling<?>> pooling, Window window) {
        return scope.reduce(name, pooling, window);
    }

    @Override
    public <S extends Record> Scanned<S> scan(Value sequence, S start, BiFunction<Value, S, Step<S>> step) {
        return scope.scan(sequence, start, step);
    }

    @Override
    public Value eachStep(Value sequence, UnaryOperator<Value> step) {
        return scope.eachStep(sequence, step);
    }

    @Override
    public Optional<TrueLength> trueLength(Value x) {
        return scope.trueLength(x);
    }

    @Override
    public Value withTrueLength(Value x, int axis, Value count) {
        return scope.withTrueLength(x, axis, count);
    }

    @Override
    public Value withPadding(Value x) {
        return scope.withPadding(x);
    }

    @Override
    public void demandTrueLength(Value x, int least, String help) {
        scope.demandTrueLength(x, least, help);
    }

    @Override
    public Value buffer(String name, double initial, int... dims) {
        return scope.buffer(name, initial, dims);
    }

    @Override
    public void update(String buffer, Value value) {
        scope.update(buffer, value);
    }

    @Override
    public Value carried(String name, int... dims) {
        return scope.carried(name, dims);
    }

    @Override
    public void carry(String name, Value value) {
        scope.carry(name, value);
    }

    @Override
    public void penalty(String name, Value value) {
        scope.penalty(name, value);
    }

    @Override
    public void record(String name, Value value) {
        scope.record(name, value);
    }

    @Override
    public Value tap(String name, int... dims) {
        return scope.tap(name, dims);
    }
}
