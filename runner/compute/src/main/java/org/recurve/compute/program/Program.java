package org.recurve.compute.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.data.Field;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.analysis.StructuralEquality;
import org.recurve.compute.ir.CountedOperation;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.GraphTraversal;
import org.recurve.compute.ir.Op;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.trace.TraceContext;
import org.recurve.compute.trace.TracedBuffers;
import org.recurve.compute.trace.TracedRecurrences;
import org.recurve.compute.trace.declaration.FieldRequirement;
import org.recurve.compute.trace.declaration.GradientProbe;
import org.recurve.compute.trace.declaration.Parameter;
import org.recurve.compute.trace.sequence.CapacityCaution;

/** A model, traced for one example: its parameters, its table of layers, and its graph. Used by one thread at a time. */
public final class Program {
    private final ModelGraphs training;
    private final ModelGraphs evaluation;
    private final ShapeSpecializations specializations;
    private final CapacityCheck check;

    private Program(
            ModelGraphs training, ModelGraphs evaluation, ShapeSpecializations specializations, CapacityCheck check) {
        this.training = training;
        this.evaluation = evaluation;
        this.specializations = specializations;
        this.check = check;
    }

    /** Traces the layers and the loss on the data set's fields; mistakes end in InvalidSetting, naming the part. */
    public static Program trace(Layers layers, Spec<Loss<?>> loss, List<Field> fields) {
        return trace(layers, loss, fields, false, List.of());
    }

    /**
     * Returns the same with terms that parameters add to the training's loss.
     *
     * @param chunked whether the fields hold chunks of sequences, between which state is carried; else each example begins anew
     */
    public static Program trace(
            Layers layers, Spec<Loss<?>> loss, List<Field> fields, boolean chunked, List<PenaltyTerm> terms) {
        return trace(layers, loss, fields, chunked, terms, name -> false, Field.TARGET);
    }

    /**
     * Returns the same with parameters that keep their initial values, and with another target.
     *
     * @param frozen whether the parameter of this name does, even if its layer is not frozen
     * @param target the field of the example that the output is compared with, or the part whose output it is to give back
     */
    public static Program trace(
            Layers layers,
            Spec<Loss<?>> loss,
            List<Field> fields,
            boolean chunked,
            List<PenaltyTerm> terms,
            Predicate<String> frozen,
            String target) {
        ModelGraphs training = ModelGraphs.trace(layers, loss, fields, chunked, true, terms, frozen, target);
        ModelGraphs evaluation = ModelGraphs.trace(layers, loss, fields, chunked, false, List.of(), frozen, target);
        ShapeSpecializations specializations =
                new ShapeSpecializations(fields, others -> trace(layers, loss, others, chunked, terms, frozen, target));
        return new Program(training, evaluation, specializations, new CapacityCheck(layers, fields, chunked));
    }

    /** Returns the same model in training, with the gradients that arrive in its recurrences to be seen; see {@link org.recurve.compute.inspect.StepGradientNorms}. */
    public static Program watched(Layers layers, Spec<Loss<?>> loss, List<Field> fields, boolean chunked) {
        Program plain = trace(layers, loss, fields, chunked, List.of());
        ModelGraphs watched = ModelGraphs.trace(
                layers,
                loss,
                new CapacityCheck(layers, fields, chunked).tracer(true, true, _ -> false),
                List.of(),
                Field.TARGET);
        ShapeSpecializations specializations =
                new ShapeSpecializations(fields, others -> watched(layers, loss, others, chunked));
        return new Program(watched, plain.evaluation, specializations, plain.check);
    }

    /**
     * Returns the same model for examples of another size.
     *
     * @param size the shapes of the fields that differ
     * @throws InvalidSetting if the layers do not fit that size, or would need other parameters for it
     */
    public Program ofSize(Map<String, Shape> size) {
        return size.isEmpty() ? this : specializations.of(this, size);
    }

    /** Returns whether the loss says how much each example counts. */
    public boolean weighsExamples() {
        return training.context().weight().isPresent();
    }

    /** Returns what examples must hold for this model. */
    public Set<FieldRequirement> demands() {
        Set<FieldRequirement> requirements =
                new LinkedHashSet<>(training.context().demands());
        requirements.addAll(evaluation.context().demands());
        return requirements;
    }

    /** Returns how many recurrences of the training's forward pass must go step by step; what carries no state needs no loop. */
    public long loops() {
        return GraphTraversal.ancestors(List.of(training.total())).stream()
                .filter(node -> node.op() instanceof Op.Scan)
                .count();
    }

    /** Returns the states and parameters at which a watched program's gradients are seen, by name. */
    public List<String> watchedPlaces() {
        return training.context().flows().stream().map(GradientProbe::name).toList();
    }

    /** Returns the shapes of what layers record of an example after training, by full name. */
    public Map<String, Shape> recorded() {
        Map<String, Shape> recorded = new TreeMap<>();
        evaluation.context().records().forEach((name, value) -> {
            if (value.isOfExample()) {
                recorded.put(name, value.shape());
            }
        });
        return recorded;
    }

    /** Returns the circuits of the recurrences after training, in the order of the model. */
    public List<Circuit> circuits() {
        return evaluation.circuits().stream()
                .map(TracedRecurrences.TracedCircuit::circuit)
                .toList();
    }

    /**
     * Returns the whole net over time after training, from the input through all recurrences to the loss, for examples that have all
     * steps; empty if nothing in it spans steps, or a plugin cannot do without true lengths.
     */
    public static Optional<Circuit> unfolded(
            Layers layers, Spec<Loss<?>> loss, List<Field> fields, boolean chunked, String target) {
        List<Field> whole = fields.stream()
                .filter(field ->
                        !field.name().equals(Field.LENGTH) && !field.name().equals(Field.TARGET_LENGTH))
                .toList();
        try {
            return UnfoldedNet.of(
                    ModelGraphs.trace(layers, loss, whole, chunked, false, List.of(), _ -> false, target));
        } catch (RuntimeException needed) { // a plugin may say in any way that it cannot do without lengths
            return Optional.empty();
        }
    }

    /** Returns what bounds gradients through a watched program's states, by name; of those that have a bound. */
    public Map<String, Contraction> contractions() {
        Map<String, Contraction> contractions = new TreeMap<>();
        training.context().flows().forEach(probe -> probe.bound().ifPresent(by -> contractions.put(probe.name(), by)));
        return contractions;
    }

    /** Returns the shape of an example's input. */
    public Shape input() {
        return specializations.input();
    }

    public ModelGraphs model(boolean inTraining) {
        return inTraining ? training : evaluation;
    }

    /** Returns the parameters, ordered by name. */
    public List<Parameter> parameters() {
        return List.copyOf(training.context().parameters().values());
    }

    /** Returns the parameters in the order of the layers, from the input to the output: the order in which depth shows. */
    public List<Parameter> parametersByDepth() {
        return training.context().declaredParameters();
    }

    /** Returns whether both compute the same bits from the same numbers, while training and after: graphs and parameters are alike. */
    public boolean isLike(Program other) {
        return parameters().stream()
                        .map(Program::drawn)
                        .toList()
                        .equals(other.parameters().stream().map(Program::drawn).toList())
                && buffers().equals(other.buffers())
                && StructuralEquality.of(training.roots(), other.training.roots())
                && StructuralEquality.of(evaluation.roots(), other.evaluation.roots());
    }

    /** Returns all that decides a parameter's first value, and whether it moves. */
    private static List<Object> drawn(Parameter p) {
        return List.of(
                p.name(), p.weights(), p.initializer().id(), p.initializer().config(), p.frozen());
    }

    /** Returns the layers that are activations, of which a session shows slopes. */
    public Set<String> activations() {
        return evaluation.context().visits().stream()
                .filter(tracedPart -> tracedPart.argument().isPresent())
                .map(TraceContext.TracedPart::name)
                .collect(Collectors.toSet());
    }

    /** Returns whether an example's output depends on its batch in training, as with batch normalisation. */
    public boolean mixesExamples() {
        return GraphTraversal.ancestors(List.of(training.output())).stream()
                .anyMatch(node -> node.op() instanceof Op.BatchSum);
    }

    /** Floating-point operations that a quantity takes for one example. */
    public long flops(Quantity quantity) {
        return CountedOperation.of(QuantityGraph.of(quantity, this).roots()).stream()
                .mapToLong(CountedOperation::flops)
                .sum();
    }

    /**
     * Throws InvalidSetting if derivatives do not say how the loss changes with the parameters, because it goes on from what
     * argmax chose or from an element at a computed index.
     *
     * @param optimizer which asks for products with second derivatives
     */
    public void checkCurvature(String optimizer) {
        training.jump().ifPresent(node -> {
            String part = node.part().isEmpty() ? "model" : node.part();
            String what = node.op() instanceof Op.Argmax
                    ? "argmax chooses a class, and the model computes with its number"
                    : "gather takes an element at an index that the parameters move";
            throw new InvalidSetting(
                    part,
                    "",
                    what + "; no derivative says how the loss changes there, but "
                            + optimizer
                            + " asks for second derivatives. Train it with a method that follows the gradient"
                            + " (sgd, adam), or let stopGradient say that nothing should flow");
        });
    }

    /** Returns what of the model depends on how much room the data set gives its sequences, beside their true lengths. */
    public Set<CapacityCaution> capacityCautions() {
        return check.cautions(training.context(), evaluation.context());
    }

    /**
     * Returns how many steps the output truly has for an input of so many, behind strides and poolings; empty if the output does not
     * run along the input's sequence.
     */
    public Optional<IntUnaryOperator> outputSteps() {
        return evaluation.context().steps(evaluation.output(), evaluation.shape());
    }

    /** Returns the shape of the model's output for one example. */
    public Shape output() {
        return evaluation.shape();
    }

    /** Returns the state before the first step: each parameter drawn from {@code random.in(name)}. */
    public ModelState start(Stream random) {
        Map<String, TracedBuffers.DeclaredBuffer> buffers = buffers();
        List<Segment> segments = segments(buffers.entrySet().stream()
                .map(b -> Map.entry(b.getKey(), b.getValue().shape()))
                .toList());
        float[] initial = new float[size(segments)];
        for (Segment segment : segments) {
            int to = segment.offset() + segment.shape().size();
            java.util.Arrays.fill(initial, segment.offset(), to, (float)
                    GraphChecks.known(buffers, segment.name()).initial());
        }
        return new ModelState(drawn(false, random), drawn(true, random), VectorFactory.of(segments, initial));
    }

    /** Returns the buffers of both modes, ordered by name. */
    Map<String, TracedBuffers.DeclaredBuffer> buffers() {
        Map<String, TracedBuffers.DeclaredBuffer> buffers =
                new TreeMap<>(evaluation.context().buffers().declared());
        buffers.putAll(training.context().buffers().declared());
        return buffers;
    }

    /** Returns what {@code sequences} sequences carry before their first chunk: zeros [sequences, …] by name, in both modes the same. */
    public Vector carried(int sequences) {
        Map<String, Shape> carried = new TreeMap<>(evaluation.context().carried());
        carried.putAll(training.context().carried());
        List<Segment> segments = segments(carried.entrySet().stream()
                .map(c -> Map.entry(c.getKey(), Shape.of(sequences).with(c.getValue())))
                .toList());
        return VectorFactory.of(segments, new float[size(segments)]);
    }

    private Vector drawn(boolean frozen, Stream random) {
        List<Parameter> chosen =
                parameters().stream().filter(p -> p.frozen() == frozen).toList();
        List<Segment> segments = segments(chosen.stream()
                .map(p -> Map.entry(p.name(), p.weights().shape()))
                .toList());
        float[] values = new float[size(segments)];
        for (int i = 0; i < chosen.size(); i++) {
            Parameter parameter = chosen.get(i);
            float[] drawn = draw(parameter, random.in(parameter.name()));
            if (drawn.length != parameter.weights().shape().size()) {
                throw parameter
                        .initializer()
                        .failure(
                                "draw",
                                "returned " + drawn.length + " numbers for a parameter of shape "
                                        + parameter.weights().shape())
                        .at(parameter.name());
            }
            System.arraycopy(drawn, 0, values, segments.get(i).offset(), drawn.length);
        }
        return VectorFactory.of(segments, values);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static float[] draw(Parameter parameter, Stream random) {
        Spec<? extends Initializer<?>> spec = parameter.initializer();
        try {
            return spec.call(
                    "draw",
                    () -> ((Initializer<Record>) spec.plugin()).draw(spec.config(), parameter.weights(), random));
        } catch (InvalidSetting misfit) {
            throw new InvalidSetting(parameter.name(), "", String.valueOf(misfit.getMessage()));
        } catch (PluginFailure failure) {
            throw failure.at(parameter.name());
        }
    }

    private static List<Segment> segments(List<Map.Entry<String, Shape>> named) {
        List<Segment> segments = new ArrayList<>();
        int offset = 0;
        for (Map.Entry<String, Shape> entry : named) {
            segments.add(new Segment(entry.getKey(), entry.getValue(), offset));
            offset += entry.getValue().size();
        }
        return segments;
    }

    private static int size(List<Segment> segments) {
        return segments.isEmpty()
                ? 0
                : segments.getLast().offset() + segments.getLast().shape().size();
    }
}
