package org.recurve.compute.scope;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.recurve.api.data.Field;
import org.recurve.api.model.Activation;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Part;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Regularizer;
import org.recurve.api.model.Scanned;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.model.Window;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.trace.BatchMeans;
import org.recurve.compute.trace.DeclaredLengths;
import org.recurve.compute.trace.TraceContext;
import org.recurve.compute.trace.TracedValue;
import org.recurve.compute.trace.declaration.FieldRequirement;
import org.recurve.compute.trace.declaration.Parameter;
import org.recurve.compute.trace.declaration.RecordedValue;

/**
 * A place in a model that is being traced.
 *
 * @param name full name, parts separated by points; empty for the model itself
 * @param owner the name under which parameters are declared: that of the part it is tied to, if any
 * @param frozen whether parameters declared here keep their initial values
 * @param input what the layer that stands here was given
 */
public record TracingScope(TraceContext context, String name, String owner, boolean frozen, Optional<TracedValue> input)
        implements Scope {
    /** Returns the model itself. */
    public TracingScope(TraceContext tracer) {
        this(tracer, "", "", false, Optional.empty());
    }

    static String below(String name, String inner) {
        return name.isEmpty() ? inner : name + "." + inner;
    }

    @Override
    public TracingScope in(String inner) {
        return new TracingScope(context, below(name, inner), below(owner, inner), frozen, input);
    }

    @Override
    public boolean training() {
        return context.training();
    }

    @Override
    public Value weight(String weight, Spec<? extends Initializer<?>> init, Weights declared) {
        return context.parameter(below(owner, weight), declared, init, frozen);
    }

    @Override
    public Value bias(String bias, int... dims) {
        Weights zeros = new Weights(Shape.of(dims), 1, 1);
        return weight(bias, new Spec<Initializer<?>>(new ZeroInitializer(), new NoConfig()), zeros);
    }

    private Value matrix(String weight, Value x, int units) {
        int inputs = x.shape().size();
        return weight(
                weight,
                new Spec<Initializer<?>>(new DefaultInitializer(), new NoConfig()),
                new Weights(Shape.of(units, inputs), inputs, units));
    }

    @Override
    public Value linear(String weight, Value x, int units) {
        return x.linear(matrix(weight, x, units));
    }

    @Override
    public Value linear(String weight, Value x, int units, Value from) {
        return x.linear(matrix(weight, x, units), from);
    }

    @Override
    public Value zeros(int... dims) {
        return constant(0, dims);
    }

    @Override
    public Value constant(double value, int... dims) {
        Shape shape = Shape.of(dims);
        return context.plain(context.builder().fill((float) value, shape.size()), shape);
    }

    @Override
    public Value constant(float[] values, int... dims) {
        return context.plain(context.builder().literal(values), Shape.of(dims));
    }

    @Override
    public Optional<Value> field(String field) {
        return context.has(field) ? Optional.of(context.field(field)) : Optional.empty();
    }

    @Override
    public void demand(String field, double least, String reason) {
        context.demand(new FieldRequirement(name, field, new FieldRequirement.Least(least), reason));
    }

    @Override
    public void demandClass(String field, int classes, String reason) {
        context.demand(new FieldRequirement(name, field, new FieldRequirement.ClassIndexBound(classes), reason));
    }

    @Override
    public List<String> classes(String field) {
        return context.classes(field);
    }

    @Override
    public Value uniform(String stream, int... dims) {
        return context.draws(Op.SourceKind.UNIFORM, below(name, stream), Shape.of(dims), input);
    }

    @Override
    public Value normal(String stream, int... dims) {
        return context.draws(Op.SourceKind.NORMAL, below(name, stream), Shape.of(dims), input);
    }

    @Override
    public Value apply(String part, Spec<? extends Layer<?>> layer, Value x) {
        return in(part).run(layer, x);
    }

    private Value run(Spec<? extends Layer<?>> layer, Value x) {
        try {
            TracingScope scope = new TracingScope(context, name, owner, frozen, Optional.of(context.own(x)));
            return within(() -> PluginCalls.forward(layer, scope, x));
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw failed(layer.id() + ", input of shape " + x.shape(), e);
        } catch (PluginFailure e) {
            throw e.at(name);
        }
    }

    /** Returns what a cell's method gives; what is wrong in it is of this place. */
    private <T> T within(String about, Supplier<T> method) {
        try {
            return method.get();
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw failed(about, e);
        } catch (PluginFailure e) {
            throw e.at(name);
        }
    }

    /** Returns what the tracing gives; all that is recorded meanwhile belongs to this place. */
    private <T> T within(Supplier<T> traced) {
        String before = context.builder().part();
        context.builder().part(name);
        try {
            return traced.get();
        } finally {
            context.builder().part(before);
        }
    }

    private InvalidSetting failed(String about, RuntimeException e) {
        return e instanceof InvalidSetting inner && inner.part().startsWith(name + ".")
                ? inner
                : new InvalidSetting(name, about, String.valueOf(e.getMessage()));
    }

    @Override
    public Value apply(Layers layers, Value x) {
        Value value = x;
        for (Part part : layers.parts()) {
            String own = part.tie().map(context::owner).orElse(below(owner, part.name()));
            context.owner(part.name(), own);
            TracingScope scope =
                    new TracingScope(context, below(name, part.name()), own, frozen || part.frozen(), input);
            int first = context.root().size();
            Optional<Node> argument = part.layer().plugin() instanceof Activation<?>
                    ? Optional.of(context.node(value))
                    : Optional.empty();
            value = scope.run(part.layer(), value);
            if (name.isEmpty()) {
                context.visits()
                        .add(new TraceContext.TracedPart(
                                part.name(),
                                part.layer().id(),
                                argument,
                                value.shape(),
                                context.node(value),
                                first,
                                context.root().size()));
            }
        }
        return value;
    }

    @Override
    public BoundCell cell(String part, Spec<? extends Cell<?, ?>> cell) {
        TracingScope scope = in(part);
        Optional<Contraction> contraction =
                PluginCalls.contraction(cell).map(c -> new Contraction(below(scope.owner(), c.weights()), c.slope()));
        return new BoundCell() {
            @Override
            public Record start() {
                return scope.within(cell.id(), () -> PluginCalls.start(cell, scope));
            }

            @Override
            public Step<Record> step(Value x, Record state) {
                Step<Record> step = scope.within(
                        cell.id() + ", input of shape " + x.shape(), () -> PluginCalls.step(cell, scope, x, state));
                contraction.ifPresent(by -> context.recurrences()
                        .contracts(by, CellStates.flatten(state), CellStates.flatten(step.state())));
                return step;
            }
        };
    }

    @Override
    public Value reduce(String part, Spec<? extends Pooling<?>> pooling, Window window) {
        return PluginCalls.reduce(pooling, in(part), window);
    }

    @Override
    public <S extends Record> Scanned<S> scan(Value sequence, S start, BiFunction<Value, S, Step<S>> step) {
        return within(() -> new ScanTracing(context, context.own(sequence)).run(start, step));
    }

    @Override
    public Value eachStep(Value sequence, UnaryOperator<Value> step) {
        return within(() -> StepTracing.each(context, context.own(sequence), step));
    }

    @Override
    public Optional<TrueLength> trueLength(Value x) {
        return DeclaredLengths.of(context.own(x));
    }

    @Override
    public Value withTrueLength(Value x, int axis, Value count) {
        return DeclaredLengths.with(context.own(x), axis, context.own(count));
    }

    @Override
    public Value withPadding(Value x) {
        return DeclaredLengths.without(context.own(x));
    }

    @Override
    public void demandTrueLength(Value x, int least, String help) {
        DeclaredLengths.needed(context.own(x), least)
                .ifPresent(length -> demand(Field.LENGTH, length, DeclaredLengths.reason(least, length, help)));
    }

    @Override
    public Value buffer(String buffer, double initial, int... dims) {
        return context.buffers().declare(DeclarationChecks.once(this, "buffer", buffer), Shape.of(dims), initial);
    }

    @Override
    public void update(String buffer, Value value) {
        context.buffers().update(DeclarationChecks.once(this, "buffer", buffer), value);
    }

    @Override
    public Value carried(String state, int... dims) {
        return context.carried(DeclarationChecks.inOrder(this, state), Shape.of(dims));
    }

    @Override
    public void carry(String state, Value value) {
        context.carry(DeclarationChecks.inOrder(this, state), value);
    }

    @Override
    public void penalty(String penalty, Value value) {
        String full = DeclarationChecks.once(this, "penalty", penalty);
        if (value.shape().size() != 1) {
            throw new InvalidSetting("the penalty " + full + " is a scalar, not of shape " + value.shape());
        }
        context.penalties().put(full, BatchMeans.total(context.own(value)));
    }

    @Override
    public void weigh(Value weight) {
        if (weight.shape().size() != 1) {
            throw new InvalidSetting(
                    "an example's weight in the mean loss is a scalar, not of shape " + weight.shape());
        }
        context.weigh(weight.reshape());
    }

    @Override
    public void record(String watched, Value value) {
        context.records()
                .put(
                        DeclarationChecks.once(this, "record", watched),
                        new RecordedValue(context.own(value).filled(0).node(), value.shape()));
    }

    @Override
    public Value tap(String tap, int... dims) {
        return context.tap(DeclarationChecks.once(this, "tap", tap), Shape.of(dims));
    }

    /** Returns what the whole model gives: 0 past the end of a sequence. */
    public Value output(Layers layers, Value x) {
        TracedValue output = context.own(apply(layers, x));
        return output.node().op() instanceof Op.ScanOutputs ? output : output.filled(0);
    }

    /** A term of the loss for each of the parameters. */
    public void penalize(Spec<? extends Regularizer<?>> regularizer, List<Parameter> parameters) {
        context.builder().part("loss");
        for (Parameter declared : parameters) {
            Value parameter =
                    context.parameter(declared.name(), declared.weights(), declared.initializer(), declared.frozen());
            String term = "penalty" + (context.penalties().size() + 1);
            try {
                penalty(below(term, declared.name()), PluginCalls.penalty(regularizer, parameter));
            } catch (PluginFailure e) {
                throw e.at("train.penalty");
            }
        }
    }

    /** Returns what the named part has given, a constant to every derivative; empty if the whole model has run no such part. */
    public Optional<Value> given(String part) {
        return context.visits().stream()
                .filter(tracedPart -> tracedPart.name().equals(part))
                .findFirst()
                .map(tracedPart -> new TracedValue(context, tracedPart.result(), Shape.SCALAR, tracedPart.output())
                        .stopGradient());
    }

    /** Returns whether a loss has said how much an example counts. */
    public boolean weighs() {
        return context.weight().isPresent();
    }

    /** Returns the loss of one example, in a place of its own. */
    public Value loss(Spec<? extends org.recurve.api.model.Loss<?>> loss, Value output, Value target) {
        context.builder().part("loss");
        try {
            return PluginCalls.loss(loss, in("loss"), output, target);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(
                    "loss",
                    loss.id() + ", output of shape " + output.shape() + ", target of shape " + target.shape(),
                    String.valueOf(e.getMessage()));
        } catch (PluginFailure e) {
            throw e.at("loss");
        }
    }
}
