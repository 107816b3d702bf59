package org.recurve.engine.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.compute.params.ParameterPattern;
import org.recurve.compute.params.VectorFactory;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.engine.layout.LayoutResult;
import org.recurve.engine.layout.PytorchLayout;
import org.recurve.engine.layout.WeightLayout;

/** Weights of another training, with which this one, or a phase of it, begins in place of drawn ones. */
public final class StartWeights {
    private final String source;

    private final String digest;
    private final ParameterPattern parts;
    private final Map<String, String> renames;
    private final Optional<WeightLayout> layout;
    private final Set<String> buffers;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /**
     * Takes these weights.
     *
     * @param source what people call them
     * @param digest of all of them
     * @param parts of the model, or parameters, that they are for; {@code *} stands for any characters
     * @param renames from a part or a tensor of the source to one of the model
     * @param layout whose names and orders the source has; those of a model here if empty
     * @param tensors of the source, parameters and buffers
     * @param buffers names of those that are buffers there
     */
    public StartWeights(
            String source,
            String digest,
            List<String> parts,
            Map<String, String> renames,
            Optional<WeightLayout> layout,
            List<Tensor> tensors,
            Set<String> buffers) {
        this.source = source;
        this.digest = digest;
        this.parts = new ParameterPattern(parts);
        this.renames = Map.copyOf(renames);
        this.layout = layout;
        this.buffers = Set.copyOf(buffers);
        tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
    }

    /** Returns what people call the source. */
    public String source() {
        return source;
    }

    /** Returns {@code sha256:…} over all tensors of the source, taken or not. */
    public String digest() {
        return digest;
    }

    /** Returns all tensors of the source, taken or not. */
    public List<Tensor> tensors() {
        return List.copyOf(tensors.values());
    }

    /** Returns whether one of them is a buffer in the source. */
    public boolean isBuffer(Tensor tensor) {
        return buffers.contains(tensor.name());
    }

    /** Returns whether a parameter or buffer of the model begins with these weights: it, or a part around it, is named. */
    public boolean takes(String name) {
        return around(name).anyMatch(parts::fit);
    }

    /** Returns the name, then what stands before each of its dots, innermost first. */
    private static Stream<String> around(String name) {
        return Stream.iterate(name, it -> !it.isEmpty(), it -> it.substring(0, Math.max(0, it.lastIndexOf('.'))));
    }

    /** Returns the name that a part, parameter or buffer of the model has in the source. */
    private String nameInSource(String name) {
        return around(name)
                .flatMap(outer -> renames.entrySet().stream()
                        .filter(rename -> rename.getValue().equals(outer))
                        .map(rename -> rename.getKey() + name.substring(outer.length())))
                .findFirst()
                .orElse(name);
    }

    /**
     * Returns what the source has for each parameter and buffer of a model that begins with these weights, by its name.
     *
     * @param program the model of the state
     */
    public SortedMap<String, LayoutResult> results(ModelState state, Program program) {
        Function<Segment, LayoutResult> search = search(state, program);
        SortedMap<String, LayoutResult> results = new TreeMap<>();
        for (Segment segment : segments(state)) {
            if (takes(segment.name())) {
                results.put(segment.name(), search.apply(segment));
            }
        }
        return results;
    }

    private Function<Segment, LayoutResult> search(ModelState state, Program program) {
        if (layout.isEmpty()) {
            return this::named;
        }
        return switch (layout.get()) {
            case PYTORCH ->
                new PytorchLayout(
                        tensors,
                        this::nameInSource,
                        segments(state).stream().map(Segment::name).toList(),
                        program)::find;
        };
    }

    private LayoutResult named(Segment segment) {
        String name = nameInSource(segment.name());
        Optional<Tensor> found = Optional.ofNullable(tensors.get(name));
        return found.filter(it -> it.shape().equals(segment.shape()))
                .<LayoutResult>map(it -> new LayoutResult.Found(List.of(name), it.values(), ""))
                .orElseGet(() -> new LayoutResult.Missing("there "
                        + found.map(it -> it.shape() + (name.equals(segment.name()) ? "" : " as " + name))
                                .orElse("none")));
    }

    /**
     * Returns the state with these weights in place of its own, where they are to be taken; all that do not fit end in one
     * {@link InvalidSetting}.
     *
     * @param program the model of the state
     * @param path of the setting that names them
     */
    public ModelState into(ModelState state, Program program, String path) {
        layout.flatMap(_ -> PytorchLayout.objection(program)).ifPresent(reason -> {
            throw new InvalidSetting(path + ".layout", "", reason + ". " + PytorchLayout.ADVICE);
        });
        checkRenames(path);
        Map<String, LayoutResult> results = results(state, program);
        List<String> misfits = new ArrayList<>();
        TreeSet<String> unused = new TreeSet<>(tensors.keySet());
        for (Segment segment : segments(state)) {
            switch (results.get(segment.name())) {
                case null -> {}
                case LayoutResult.Found found -> found.names().forEach(unused::remove);
                case LayoutResult.Missing(String reason) -> {
                    unused.remove(nameInSource(segment.name()));
                    misfits.add(segment.name() + ": here " + segment.shape() + ", " + reason);
                }
            }
        }
        if (!misfits.isEmpty()) {
            throw new InvalidSetting(
                    path,
                    "",
                    "the weights of " + source + " do not fit the model: " + String.join("; ", misfits)
                            + ". Name under parts what is to be taken and under rename (from there to here) what has"
                            + " another name there"
                            + (unused.isEmpty() ? "" : "; there are also " + String.join(", ", unused)));
        }
        return new ModelState(
                filled(state.theta(), results), filled(state.frozen(), results), filled(state.buffers(), results));
    }

    /** Throws {@link InvalidSetting} for a part that fits nothing in the model, or a rename that changes nothing. */
    public void check(List<ModelState> states, String path) {
        List<String> names = states.stream()
                .flatMap(state -> segments(state).stream())
                .map(Segment::name)
                .distinct()
                .toList();
        parts.patterns().stream()
                .filter(pattern -> names.stream()
                        .flatMap(StartWeights::around)
                        .noneMatch(new ParameterPattern(List.of(pattern))::fit))
                .findFirst()
                .ifPresent(pattern -> {
                    throw new InvalidSetting(
                            path + ".parts",
                            "",
                            "nothing in the model that could be learnt is named \"" + pattern + "\"; there are: "
                                    + String.join(", ", names));
                });
        renames.values().forEach(here -> {
            if (names.stream().filter(this::takes).flatMap(StartWeights::around).noneMatch(here::equals)) {
                throw new InvalidSetting(
                        path + ".rename",
                        "",
                        "nothing that takes weights is named \"" + here + "\"; there are: "
                                + String.join(
                                        ", ", names.stream().filter(this::takes).toList()));
            }
        });
    }

    private void checkRenames(String path) {
        renames.keySet().stream()
                .filter(there ->
                        tensors.keySet().stream().flatMap(StartWeights::around).noneMatch(there::equals))
                .findFirst()
                .ifPresent(there -> {
                    throw new InvalidSetting(
                            path + ".rename",
                            "",
                            source + " has nothing named \"" + there + "\"; it has: "
                                    + String.join(", ", tensors.keySet()));
                });
    }

    private static List<Segment> segments(ModelState state) {
        return Stream.of(state.theta(), state.frozen(), state.buffers())
                .flatMap(vector -> vector.segments().stream())
                .toList();
    }

    private static Vector filled(Vector drawn, Map<String, LayoutResult> results) {
        float[] values = drawn.toArray().clone();
        for (Segment segment : drawn.segments()) {
            if (results.get(segment.name()) instanceof LayoutResult.Found found) {
                System.arraycopy(
                        found.values(),
                        0,
                        values,
                        segment.offset(),
                        segment.shape().size());
            }
        }
        return VectorFactory.of(drawn.segments(), values);
    }
}
