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
import org.recurve.api.artifact.Artifact.Circuit;
import org.recurve.api.data.Field;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.graph.Builder;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Require;
import org.recurve.compute.graph.ScanBuilder;

/** What a trace collects: the graph, and what the parts declared. Lives as long as one trace. */
public final class Tracer {
    private final Builder root = new Builder();
    private final Deque<ScanBuilder> scans = new ArrayDeque<>();
    private final Mappings mappings = new Mappings(this);
    private final SequenceAxes axes = new SequenceAxes(this);
    private final SequenceCuts cuts = new SequenceCuts();
    private final Map<String, Integer> draws = new TreeMap<>();
    private final boolean training;
    private final boolean chunked;
    private final Optional<Watch> watch;
    private final Map<Move, Contraction> contractions = new HashMap<>();
    private final Predicate<String> frozen;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new TreeMap<>();
    private final Map<String, Parameter> declarations = new LinkedHashMap<>();
    private final Map<String, Buffer> buffers = new TreeMap<>();
    private final Map<String, Node> updates = new TreeMap<>();
    private final Map<String, Shape> carried = new TreeMap<>();
    private final Map<String, Node> carries = new TreeMap<>();
    private final Map<String, Node> penalties = new TreeMap<>();
    private final Map<Node, Node> definitions = new HashMap<>();
    private Optional<Node> weight = Optional.empty();
    private final Map<String, Node> records = new TreeMap<>();
    private final Map<String, Node> taps = new TreeMap<>();
    private final Set<Demand> demands = new LinkedHashSet<>();
    private final List<Node> recurrences = new ArrayList<>();
    private final List<Circuit> circuits = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private final Map<String, String> owners = new HashMap<>();

    /**
     * @param chunked whether sequences arrive in chunks, between which state is carried
     * @param frozen whether the parameter of this name keeps its initial value, even if its layer is not frozen
     */
    public Tracer(List<Field> fields, boolean training, boolean chunked, Predicate<String> frozen) {
        this(fields, training, chunked, false, frozen);
    }

    /** @param watched whether gradients that arrive in recurrences are to be seen, which costs time and changes no number */
    public Tracer(List<Field> fields, boolean training, boolean chunked, boolean watched) {
        this(fields, training, chunked, watched, name -> false);
    }

    /** Both. */
    public Tracer(List<Field> fields, boolean training, boolean chunked, boolean watched, Predicate<String> frozen) {
        this.watch = watched ? Optional.of(new Watch()) : Optional.empty();
        this.training = training;
        this.chunked = chunked;
        this.frozen = frozen;
        fields.forEach(field -> this.fields.put(field.name(), field));
    }

    /** A buffer as declared: its shape and first value. */
    public record Buffer(Shape shape, double initial) {}

    /**
     * A top-level part in the order of the model: what it is, and what it gave.
     *
     * @param argument what an activation was applied to, element by element; empty for other layers
     */
    public record Visit(
            String name,
            String plugin,
            Optional<Node> argument,
            Shape output,
            Node result,
            int firstNode,
            int endNode) {}

    private record Move(List<Node> before, List<Node> after) {}

    /** Where the whole model is recorded. */
    public Builder root() {
        return root;
    }

    /** Where operations are recorded now: a scan's body, or the model. */
    Builder builder() {
        return scans.isEmpty() ? root : scans.peek().body();
    }

    /** Whether sequences arrive in chunks. */
    public boolean chunked() {
        return chunked;
    }

    boolean training() {
        return training;
    }

    /** Whether the model is traced as it is trained. */
    public boolean inTraining() {
        return training;
    }

    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** The parameters in the order in which the layers declare them: from the input to the output. */
    public List<Parameter> declaredParameters() {
        return List.copyOf(declarations.values());
    }

    public Map<String, Buffer> buffers() {
        return buffers;
    }

    public Map<String, Node> updates() {
        return updates;
    }

    /** What is carried from chunk to chunk of a sequence, by name; nothing if sequences arrive whole. */
    public Map<String, Shape> carried() {
        return carried;
    }

    /** What each of them is after a chunk. */
    public Map<String, Node> carries() {
        return carries;
    }

    void demand(Demand demand) {
        demands.add(demand);
    }

    /** What parts demand of every example. */
    public Set<Demand> demands() {
        return demands;
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

    /** What values that are computed by another way are by definition. */
    public Map<Node, Node> definitions() {
        return definitions;
    }

    void weigh(Value value) {
        if (weight.isPresent()) {
            throw new InvalidSetting("the loss says twice how much an example counts; one weight has to say it all");
        }
        weight = Optional.of(node(value));
    }

    /** How much the example counts in means of losses, one row; empty if all count alike. */
    public Optional<Node> weight() {
        return weight;
    }

    public Map<String, Node> records() {
        return records;
    }

    /** The zeros whose adjoints are to be read, by name. */
    public Map<String, Node> taps() {
        return taps;
    }

    /** What each recurrence gives, its steps side by side, in the order of the model. */
    public List<Node> recurrences() {
        return recurrences;
    }

    /** The circuit of each recurrence, in the order of the model. */
    public List<Circuit> circuits() {
        return circuits;
    }

    void recurrent(Circuit circuit) {
        circuits.add(circuit);
    }

    public List<Visit> visits() {
        return visits;
    }

    /** Remembers under which name a part declares its parameters: parts' names are unique in a model, however deep they stand. */
    void owner(String part, String owner) {
        owners.put(part, owner);
    }

    /** Under which name the part declares its parameters. */
    String owner(String part) {
        return owners.getOrDefault(part, part);
    }

    public static Value value(Tracer tracer, Node node, Shape shape) {
        return new Traced(tracer, node, Shape.SCALAR, shape);
    }

    /** The node behind a value of this trace. */
    public Node node(Value value) {
        return own(value).node();
    }

    Traced own(Value value) {
        if (value instanceof Traced traced && traced.tracer() == this) {
            return traced;
        }
        throw new IllegalArgumentException("a value of another model was used; a plugin keeps no values between calls");
    }

    Traced plain(Node node, Shape shape) {
        return new Traced(this, node, Shape.SCALAR, shape);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    List<String> classes(String field) {
        return has(field) ? Require.known(fields, field).classes() : List.of();
    }

    Traced field(String name) {
        Field field = Require.known(fields, name);
        Traced given = plain(root.source(Op.Kind.FIELD, name, field.shape().size(), false), field.shape());
        if (!name.equals(Field.INPUT) || field.shape().rank() == 0) {
            return given;
        }
        return length(field.shape().dim(0))
                .map(length -> given.along(0, length))
                .orElse(given);
    }

    Traced parameter(String name, Weights weights, Spec<? extends Initializer<?>> init, boolean kept) {
        Parameter declared =
                parameters.computeIfAbsent(name, n -> new Parameter(n, weights, init, kept || frozen.test(n)));
        declarations.putIfAbsent(name, declared);
        if (!declared.weights().shape().equals(weights.shape())) {
            throw new InvalidSetting("the parameter " + name + " is declared twice, with shapes "
                    + declared.weights().shape() + " and " + weights.shape() + "; give the second another name");
        }
        Op.Kind kind = declared.frozen() ? Op.Kind.FROZEN : Op.Kind.PARAMETER;
        return plain(root.source(kind, name, weights.shape().size(), true), weights.shape());
    }

    Traced buffer(String name, Shape shape, double initial) {
        Buffer declared = buffers.computeIfAbsent(name, n -> new Buffer(shape, initial));
        if (!declared.shape().equals(shape)) {
            throw new InvalidSetting("the buffer " + name + " is declared twice, with shapes " + declared.shape()
                    + " and " + shape + "; give the second another name");
        }
        return plain(root.source(Op.Kind.BUFFER, name, shape.size(), true), shape);
    }

    void update(String name, Value value) {
        Traced next = own(value);
        Buffer declared = buffers.get(name);
        if (declared == null
                || !declared.shape().equals(next.shape())
                || !next.shared()
                || next.mapped().rank() > 0) {
            throw new InvalidSetting("update of " + name
                    + " needs a declared buffer and a shared value of its shape, not one of shape " + next.shape());
        }
        updates.put(name, next.node());
    }

    /** What the chunk before left; zeros where there is none. */
    Traced carried(String name, Shape shape) {
        if (!chunked) {
            return plain(root.fill(0, shape.size()), shape);
        }
        Shape declared = carried.computeIfAbsent(name, n -> shape);
        if (!declared.equals(shape)) {
            throw new InvalidSetting("the carried state " + name + " is declared twice, with shapes " + declared
                    + " and " + shape + "; give the second another name");
        }
        return plain(root.source(Op.Kind.CARRIED, name, shape.size(), false), shape);
    }

    void carry(String name, Value value) {
        Traced left = own(value);
        if (!chunked) {
            return;
        }
        if (!left.shape().equals(carried.get(name))) {
            throw new InvalidSetting("carry of " + name + " needs a state that the chunk began with, by carried, of the"
                    + " same shape, not " + left.shape());
        }
        carries.put(name, left.node());
    }

    SequenceAxes axes() {
        return axes;
    }

    /** What depends on how much room there is for sequences, as far as one trace shows it. */
    public Set<CapacityCaution> cautions() {
        return axes.cautions();
    }

    /** How many steps a value of this shape truly has for an example of a length; empty if it has no steps along its first axis. */
    public Optional<IntUnaryOperator> steps(Node value, Shape shape) {
        return Lengths.ofField(plain(value, shape));
    }

    /** Where parts cut sequences. */
    public SequenceCuts cuts() {
        return cuts;
    }

    /** How far an example's sequences go, if they differ in it. */
    Optional<SequenceLength> length(int positions) {
        return has(Field.LENGTH)
                ? Optional.of(SequenceLength.of(field(Field.LENGTH).node(), positions))
                : Optional.empty();
    }

    /** How many numbers are drawn at once for what is no sequence, by the names of the streams. */
    public Map<String, Integer> draws() {
        return draws;
    }

    /**
     * Fresh draws for every example and step; inside a scan, for every step of it too; inside a window, for every window.
     *
     * @param like the value that a layer was given: draws of its form are numbered along its sequence, whatever its room
     */
    Traced draws(Op.Kind kind, String name, Shape shape, Optional<Traced> like) {
        Shape mapped = mappings.extents();
        int rows = mapped.size() * shape.size();
        if (!scans.isEmpty()) {
            ScanBuilder scan = scans.peek();
            Node all = root.source(kind, name, rows * scan.steps(), false);
            return new Traced(this, scan.sequence(all), mapped, shape);
        }
        Traced drawn = new Traced(this, root.source(kind, name, rows, false), mapped, shape);
        Optional<Traced> along = like.filter(x -> Draws.fits(drawn, x));
        if (along.isEmpty() && mapped.rank() == 0) {
            draws.put(name, rows);
        }
        return along.map(x -> Draws.along(drawn, x)).orElse(drawn);
    }

    /** What values are mapped over now. */
    Mappings mappings() {
        return mappings;
    }

    Traced tap(String name, Shape shape) {
        Node zero =
                root.source(Op.Kind.DIRECTION, "tap " + name, mappings.extents().size() * shape.size(), false);
        taps.put(name, zero);
        return new Traced(this, zero, mappings.extents(), shape);
    }

    /** Whether a step of a recurrence is traced, which cannot know later ones. */
    boolean inScan() {
        return !scans.isEmpty();
    }

    /** What sees gradients arrive in the outermost scan, if anything does. */
    Optional<Watch> watch() {
        return watch.filter(_ -> scans.size() <= 1);
    }

    /** Where gradients are seen to arrive. */
    public List<Flow> flows() {
        return watch.map(Watch::flows).orElse(List.of());
    }

    /** A cell went from one state to another in a step of which this is known. */
    void contracts(Contraction by, List<Value> before, List<Value> after) {
        contractions.put(move(before, after), by);
    }

    /** What is known of a step from one state to another: it must be all that a cell does with its own. */
    Optional<Contraction> contraction(List<Value> before, List<Value> after) {
        return Optional.ofNullable(contractions.get(move(before, after)));
    }

    private Move move(List<Value> before, List<Value> after) {
        return new Move(
                before.stream().map(this::node).toList(),
                after.stream().map(this::node).toList());
    }

    /** The product as it is, or as it is watched in a scan. */
    Node seen(Node product, Node weights, Node reads, Optional<Node> from) {
        return watch().filter(_ -> !scans.isEmpty() && mappings.extents().rank() == 0)
                .map(w -> w.product(this, scans.element(), product, weights, reads, from))
                .orElse(product);
    }

    void enter(ScanBuilder scan) {
        scans.push(scan);
    }

    void leave() {
        scans.pop();
    }
}
