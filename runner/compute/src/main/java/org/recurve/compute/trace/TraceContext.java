package org.recurve.compute.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.recurve.api.data.Field;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.GraphChecks;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.ir.ScanBuilder;
import org.recurve.compute.trace.declaration.FieldRequirement;
import org.recurve.compute.trace.declaration.GradientProbe;
import org.recurve.compute.trace.declaration.Parameter;
import org.recurve.compute.trace.declaration.RecordedValue;
import org.recurve.compute.trace.sequence.CapacityCaution;
import org.recurve.compute.trace.sequence.SequenceCuts;
import org.recurve.compute.trace.sequence.TracedLength;

/** Describes what a trace collects: the graph, and what the parts declared. Lives as long as one trace. */
public final class TraceContext {
    private final GraphBuilder root = new GraphBuilder();
    private final Deque<ScanBuilder> scans = new ArrayDeque<>();
    private final MappedValues mappedValues = new MappedValues(this);
    private final SequenceAxes axes = new SequenceAxes(this);
    private final TracedRecurrences recurrences = new TracedRecurrences(this);
    private final TracedBuffers buffers = new TracedBuffers(this);
    private final SequenceCuts cuts = new SequenceCuts();
    private final Map<String, Integer> draws = new TreeMap<>();
    private final boolean training;
    private final boolean chunked;
    private final Optional<ProbeInserter> watch;
    private final Predicate<String> frozen;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new TreeMap<>();
    private final Map<String, Parameter> declarations = new LinkedHashMap<>();
    private final Map<String, Shape> carried = new TreeMap<>();
    private final Map<String, Node> carries = new TreeMap<>();
    private final Map<String, Node> penalties = new TreeMap<>();
    private final Map<Node, Node> definitions = new HashMap<>();
    private Optional<Node> weight = Optional.empty();
    private final Map<String, RecordedValue> records = new TreeMap<>();
    private final Map<String, Node> taps = new TreeMap<>();
    private final Set<FieldRequirement> requirements = new LinkedHashSet<>();
    private final List<TracedPart> parts = new ArrayList<>();
    private final Map<String, String> owners = new HashMap<>();

    /**
     * @param chunked whether sequences arrive in chunks, between which state is carried
     * @param frozen whether the parameter of this name keeps its initial value, even if its layer is not frozen
     */
    public TraceContext(List<Field> fields, boolean training, boolean chunked, Predicate<String> frozen) {
        this(fields, training, chunked, false, frozen);
    }

    /** @param watched whether gradients that arrive in recurrences are to be seen, which costs time and changes no number */
    public TraceContext(List<Field> fields, boolean training, boolean chunked, boolean watched) {
        this(fields, training, chunked, watched, name -> false);
    }

    /** Begins a trace with all choices given. */
    public TraceContext(
            List<Field> fields, boolean training, boolean chunked, boolean watched, Predicate<String> frozen) {
        this.watch = watched ? Optional.of(new ProbeInserter()) : Optional.empty();
        this.training = training;
        this.chunked = chunked;
        this.frozen = frozen;
        fields.forEach(field -> this.fields.put(field.name(), field));
    }

    /**
     * A top-level part in the order of the model: what it is, and what it gave.
     *
     * @param argument what an activation was applied to, element by element; empty for other layers
     */
    public record TracedPart(
            String name,
            String plugin,
            Optional<Node> argument,
            Shape output,
            Node result,
            int firstNode,
            int endNode) {}

    /** Returns where the whole model is recorded. */
    public GraphBuilder root() {
        return root;
    }

    /** Returns where operations are recorded now: a scan's body, or the model. */
    public GraphBuilder builder() {
        return scans.isEmpty() ? root : scans.peek().body();
    }

    /** Returns whether sequences arrive in chunks. */
    public boolean chunked() {
        return chunked;
    }

    public boolean training() {
        return training;
    }

    /** Returns whether the model is traced as it is trained. */
    public boolean inTraining() {
        return training;
    }

    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** Returns the parameters in the order in which the layers declare them: from the input to the output. */
    public List<Parameter> declaredParameters() {
        return List.copyOf(declarations.values());
    }

    /** Returns the buffers that the parts declared. */
    public TracedBuffers buffers() {
        return buffers;
    }

    /** Returns what is carried from chunk to chunk of a sequence, by name; nothing if sequences arrive whole. */
    public Map<String, Shape> carried() {
        return carried;
    }

    /** Returns what each of them is after a chunk. */
    public Map<String, Node> carries() {
        return carries;
    }

    public void demand(FieldRequirement requirement) {
        requirements.add(requirement);
    }

    /** Returns what parts demand of every example. */
    public Set<FieldRequirement> demands() {
        return requirements;
    }

    public Map<String, Node> penalties() {
        return penalties;
    }

    void define(Node value, Node definition) {
        if (!scans.isEmpty()) {
            return; // what a recurrence sees is followed by whole steps
        }
        if (definition.id() > value.id()) {
            throw new IllegalArgumentException("a definition is recorded before the value that it defines");
        }
        definitions.put(value, definition);
    }

    /** Returns what values that are computed by another way are by definition. */
    public Map<Node, Node> definitions() {
        return definitions;
    }

    public void weigh(Value value) {
        if (weight.isPresent()) {
            throw new InvalidSetting("the loss says twice how much an example counts; one weight has to say it all");
        }
        weight = Optional.of(node(value));
    }

    /** Returns how much the example counts in means of losses, one row; empty if all count alike. */
    public Optional<Node> weight() {
        return weight;
    }

    public Map<String, RecordedValue> records() {
        return records;
    }

    /** Returns the zeros whose adjoints are to be read, by name. */
    public Map<String, Node> taps() {
        return taps;
    }

    /** Returns what is known of the model's recurrences. */
    public TracedRecurrences recurrences() {
        return recurrences;
    }

    public List<TracedPart> visits() {
        return parts;
    }

    /** Remembers under which name a part declares its parameters: parts' names are unique in a model, however deep they stand. */
    public void owner(String part, String owner) {
        owners.put(part, owner);
    }

    /** Under which name the part declares its parameters. */
    public String owner(String part) {
        return owners.getOrDefault(part, part);
    }

    public static Value value(TraceContext context, Node node, Shape shape) {
        return new TracedValue(context, node, Shape.SCALAR, shape);
    }

    /** Returns the node behind a value of this trace. */
    public Node node(Value value) {
        return own(value).node();
    }

    public TracedValue own(Value value) {
        if (value instanceof TracedValue tracedValue && tracedValue.context() == this) {
            return tracedValue;
        }
        throw new IllegalArgumentException("a value of another model was used; a plugin keeps no values between calls");
    }

    public TracedValue plain(Node node, Shape shape) {
        return new TracedValue(this, node, Shape.SCALAR, shape);
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    public List<String> classes(String field) {
        return has(field) ? GraphChecks.known(fields, field).classes() : List.of();
    }

    public TracedValue field(String name) {
        Field field = GraphChecks.known(fields, name);
        TracedValue given =
                plain(root.source(Op.SourceKind.FIELD, name, field.shape().size(), false), field.shape());
        if (!name.equals(Field.INPUT) || field.shape().rank() == 0) {
            return given;
        }
        return length(field.shape().dim(0))
                .map(length -> given.along(0, length))
                .orElse(given);
    }

    public TracedValue parameter(String name, Weights weights, Spec<? extends Initializer<?>> init, boolean kept) {
        Parameter declared =
                parameters.computeIfAbsent(name, n -> new Parameter(n, weights, init, kept || frozen.test(n)));
        declarations.putIfAbsent(name, declared);
        if (!declared.weights().shape().equals(weights.shape())) {
            throw new InvalidSetting("the parameter " + name + " is declared twice, with shapes "
                    + declared.weights().shape() + " and " + weights.shape() + "; give the second another name");
        }
        Op.SourceKind kind = declared.frozen() ? Op.SourceKind.FROZEN : Op.SourceKind.PARAMETER;
        return plain(root.source(kind, name, weights.shape().size(), true), weights.shape());
    }

    /** Returns what the chunk before left; zeros where there is none. */
    public TracedValue carried(String name, Shape shape) {
        if (!chunked) {
            return plain(root.fill(0, shape.size()), shape);
        }
        Shape declared = carried.computeIfAbsent(name, n -> shape);
        if (!declared.equals(shape)) {
            throw new InvalidSetting("the carried state " + name + " is declared twice, with shapes " + declared
                    + " and " + shape + "; give the second another name");
        }
        return plain(root.source(Op.SourceKind.CARRIED, name, shape.size(), false), shape);
    }

    public void carry(String name, Value value) {
        TracedValue left = own(value);
        if (!chunked) {
            return;
        }
        if (!left.shape().equals(carried.get(name))) {
            throw new InvalidSetting("carry of " + name + " needs a state that the chunk began with, by carried, of the"
                    + " same shape, not " + left.shape());
        }
        carries.put(name, left.node());
    }

    public SequenceAxes axes() {
        return axes;
    }

    /** Returns what depends on how much room there is for sequences, as far as one trace shows it. */
    public Set<CapacityCaution> cautions() {
        return axes.cautions();
    }

    /** Returns how many steps a value of this shape truly has for an example of a length; empty if it has no steps along its first axis. */
    public Optional<IntUnaryOperator> steps(Node value, Shape shape) {
        return DeclaredLengths.ofField(plain(value, shape));
    }

    /** Returns where parts cut sequences. */
    public SequenceCuts cuts() {
        return cuts;
    }

    /** Returns how far an example's sequences go, if they differ in it. */
    Optional<TracedLength> length(int positions) {
        return has(Field.LENGTH)
                ? Optional.of(TracedLength.of(field(Field.LENGTH).node(), positions))
                : Optional.empty();
    }

    /** Returns how many numbers are drawn at once for what is no sequence, by the names of the streams. */
    public Map<String, Integer> draws() {
        return draws;
    }

    /**
     * Fresh draws for every example and step; inside a scan, for every step of it too; inside a window, for every window.
     *
     * @param like the value that a layer was given: draws of its form are numbered along its sequence, whatever its room
     */
    public TracedValue draws(Op.SourceKind kind, String name, Shape shape, Optional<TracedValue> like) {
        Shape mapped = mappedValues.extents();
        int rows = mapped.with(shape).size();
        if (!scans.isEmpty()) {
            ScanBuilder scan = scans.peek();
            Node all = root.source(kind, name, Shape.of(scan.steps(), rows).size(), false);
            return new TracedValue(this, scan.sequence(all), mapped, shape);
        }
        TracedValue drawn = new TracedValue(this, root.source(kind, name, rows, false), mapped, shape);
        Optional<TracedValue> along = like.filter(x -> RandomTracing.fits(drawn, x));
        if (along.isEmpty() && mapped.rank() == 0) {
            draws.put(name, rows);
        }
        return along.map(x -> RandomTracing.along(drawn, x)).orElse(drawn);
    }

    /** Returns what values are mapped over now. */
    public MappedValues mappings() {
        return mappedValues;
    }

    public TracedValue tap(String name, Shape shape) {
        Node zero = root.source(
                Op.SourceKind.DIRECTION,
                "tap " + name,
                mappedValues.extents().with(shape).size(),
                false);
        taps.put(name, zero);
        return new TracedValue(this, zero, mappedValues.extents(), shape);
    }

    /** Returns whether a step of a recurrence is traced, which cannot know later ones. */
    public boolean inScan() {
        return !scans.isEmpty();
    }

    /** Returns what sees gradients arrive in the outermost scan, if anything does. */
    public Optional<ProbeInserter> watch() {
        return watch.filter(_ -> scans.size() <= 1);
    }

    /** Returns where gradients are seen to arrive. */
    public List<GradientProbe> flows() {
        return watch.map(ProbeInserter::flows).orElse(List.of());
    }

    /** Returns the product as it is, or as it is watched in a scan. */
    Node seen(Node product, Node weights, Node reads, Optional<Node> from) {
        return watch().filter(_ -> !scans.isEmpty() && mappedValues.extents().rank() == 0)
                .map(w -> w.product(this, scans.element(), product, weights, reads, from))
                .orElse(product);
    }

    public void enter(ScanBuilder scan) {
        scans.push(scan);
    }

    public void leave() {
        scans.pop();
    }
}
