package org.recurve.engine.layout;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.program.Program;
import org.recurve.compute.trace.declaration.Parameter;
import org.recurve.engine.layout.LayoutResult.Found;
import org.recurve.engine.layout.LayoutResult.Missing;

/**
 * Says what a tensor of a model is among those of PyTorch's {@code state_dict}, whose modules are named like the model's parts or are
 * renamed. What a part is shows in the names of its parameters: {@code w, b} of dense layers and convolutions, {@code w, c} of their
 * transposes, {@code U, W, b} of cells, {@code E} of embeddings, {@code gain, b, mean, variance} of normalizations.
 */
public final class PytorchLayout {
    /** Helps against an {@link #objection}. */
    public static final String ADVICE = "train a model without flip, or give the weights in this program's layout";

    /** The order of {@code torch.nn.LSTM}, whose g is z here. */
    private static final List<String> LSTM = List.of("i", "f", "z", "o");

    /** The order of {@code torch.nn.GRU}. */
    private static final List<String> GRU = List.of("r", "z", "n");

    /** The initializer of gains that are held as they are. */
    private static final String ONES = "ones";

    private final Map<String, Tensor> file;
    private final UnaryOperator<String> module;
    private final Map<String, Set<String>> parts = new HashMap<>();
    private final Set<String> plainGains;

    /**
     * Looks among tensors.
     *
     * @param file all of them by name
     * @param module gives the module of the file that a part of the model stands for
     * @param own names of the model's tensors
     * @param program the model, whose normalizations hold a gain itself, or less 1
     */
    public PytorchLayout(
            Map<String, Tensor> file, UnaryOperator<String> module, Collection<String> own, Program program) {
        this(
                file,
                module,
                own,
                program.parameters().stream()
                        .filter(parameter -> parameter.initializer().id().equals(ONES))
                        .map(Parameter::name)
                        .collect(Collectors.toSet()));
    }

    PytorchLayout(
            Map<String, Tensor> file, UnaryOperator<String> module, Collection<String> own, Set<String> plainGains) {
        this.file = file;
        this.module = module;
        this.plainGains = plainGains;
        own.forEach(
                name -> parts.computeIfAbsent(part(name), _ -> new HashSet<>()).add(parameter(name)));
    }

    private static String part(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private static String parameter(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Returns why the weights of a model cannot be read from such a file; empty if they can. */
    public static Optional<String> objection(Program program) {
        return ModelSummary.readsKernelsInAnotherOrder(program)
                ? Optional.of(
                        "this model has convolutions that read their kernels in another order (such as flip: true),"
                                + " which PyTorch does not have, so the file's kernels would be read the wrong way round")
                : Optional.empty();
    }

    /** Returns what the file has for a tensor of the model. */
    public LayoutResult find(Segment own) {
        String part = part(own.name());
        String parameter = parameter(own.name());
        Set<String> all = parts.getOrDefault(part, Set.of());
        if (all.contains("U") && all.contains("W") || all.contains("U-z") && all.contains("W-z")) {
            return RecurrentModule.of(part)
                    .<LayoutResult>map(module -> cell(own, parameter, all, module))
                    .orElseGet(
                            () -> new Missing("PyTorch's modules join both directions before the next level, and this"
                                    + " model stacks its cells within each"));
        }
        String named = module.apply(part);
        boolean transposed = all.contains("c") && all.contains("w");
        return switch (parameter) {
            case "w" ->
                transposed && own.shape().rank() == 2
                        ? turned(named + ".weight", own)
                        : reshaped(named + ".weight", own);
            case "E" -> reshaped(named + ".weight", own);
            case "b", "c" -> reshaped(named + ".bias", own);
            case "gain" -> gain(named + ".weight", own);
            case "mean", "variance" -> reshaped(named + ".running_" + (parameter.equals("mean") ? "mean" : "var"), own);
            default -> new Missing("no module of PyTorch is known to have a parameter like it");
        };
    }

    /** The same numbers in the same order, axes of one element apart. */
    private LayoutResult reshaped(String name, Segment own) {
        Tensor found = file.get(name);
        if (found == null || !squeezed(found.shape()).equals(squeezed(own.shape()))) {
            return missing(name, own.shape().toString());
        }
        boolean same = found.shape().equals(own.shape());
        return new Found(List.of(name), found.values(), same ? "" : found.shape() + " as " + own.shape());
    }

    private static List<Integer> squeezed(Shape shape) {
        return shape.dims().stream().filter(dim -> dim != 1).toList();
    }

    private LayoutResult missing(String name, String wanted) {
        Tensor found = file.get(name);
        return new Missing(
                found == null
                        ? "the file has no " + name
                        : name + " is " + found.shape() + " in the file, where " + wanted + " fits");
    }

    private LayoutResult turned(String name, Segment own) {
        int rows = own.shape().dim(0);
        int columns = own.shape().dim(1);
        Tensor found = file.get(name);
        if (found == null || !found.shape().equals(Shape.of(columns, rows))) {
            return missing(name, Shape.of(columns, rows).toString());
        }
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = found.values()[i % columns * rows + i / columns];
        }
        return new Found(List.of(name), values, "transposed");
    }

    private LayoutResult gain(String name, Segment own) {
        return switch (reshaped(name, own)) {
            case Missing missing -> missing;
            case Found found when plainGains.contains(own.name()) -> found;
            case Found found -> {
                float[] less = new float[found.values().length];
                for (int i = 0; i < less.length; i++) {
                    less[i] = found.values()[i] - 1;
                }
                String change = found.change().isEmpty() ? "" : found.change() + ", ";
                yield new Found(found.names(), less, change + "less 1");
            }
        };
    }

    private LayoutResult cell(Segment own, String parameter, Set<String> all, RecurrentModule place) {
        String named = module.apply(place.part());
        String end = place.suffix();
        List<String> order = List.of("");
        if (all.contains("U-n")) {
            order = GRU;
        } else if (all.contains("U-z")) {
            order = LSTM;
        }
        String dash = order.size() == 1 ? "" : "-";
        if (!order.stream().allMatch(gate -> all.contains("U" + dash + gate) && all.contains("W" + dash + gate))) {
            return new Missing("PyTorch's LSTM has all the gates i, f and o, and this cell does not");
        }
        boolean gru = order.equals(GRU);
        if (gru && !all.contains("c")) {
            return new Missing("PyTorch's GRU resets after the product, and this cell before it: gru: {reset: after}");
        }
        if (gru && parameter.equals("c")) {
            return block(named + ".bias_hh" + end, GRU.indexOf("n"), order, own);
        }
        String kind = order.size() == 1 || parameter.length() < 3 ? parameter : parameter.substring(0, 1);
        int gate = order.indexOf(order.size() == 1 ? "" : parameter.substring(Math.min(2, parameter.length())));
        if (gate < 0 || order.size() > 1 && parameter.charAt(1) != '-') {
            return new Missing("no module of PyTorch has a parameter like it");
        }
        return switch (kind) {
            case "U" -> block(named + ".weight_ih" + end, gate, order, own);
            case "W" -> block(named + ".weight_hh" + end, gate, order, own);
            case "b" ->
                gru && gate == GRU.indexOf("n")
                        ? block(named + ".bias_ih" + end, gate, order, own)
                        : sum(
                                block(named + ".bias_ih" + end, gate, order, own),
                                block(named + ".bias_hh" + end, gate, order, own));
            default -> new Missing("no module of PyTorch has a parameter like it");
        };
    }

    /** The rows of one gate. */
    private LayoutResult block(String name, int gate, List<String> order, Segment own) {
        int[] dims = own.shape().toArray();
        int rows = dims[0];
        dims[0] *= order.size();
        Tensor found = file.get(name);
        if (found == null || !found.shape().equals(Shape.of(dims))) {
            return missing(name, Shape.of(dims).toString());
        }
        int size = own.shape().size();
        float[] values = Arrays.copyOfRange(found.values(), gate * size, (gate + 1) * size);
        String change = order.size() == 1
                ? ""
                : "rows " + gate * rows + " to " + ((gate + 1) * rows - 1) + ", gate "
                        + (order.equals(LSTM) ? "ifgo" : "rzn").charAt(gate) + " of "
                        + (order.equals(LSTM) ? "i f g o" : "r z n");
        return new Found(List.of(name), values, change);
    }

    private static LayoutResult sum(LayoutResult one, LayoutResult other) {
        if (!(one instanceof Found first)) {
            return one;
        }
        if (!(other instanceof Found second)) {
            return other;
        }
        float[] values = new float[first.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = first.values()[i] + second.values()[i];
        }
        String change = first.change().isEmpty() ? "" : first.change() + ", ";
        return new Found(List.of(first.names().getFirst(), second.names().getFirst()), values, change + "both added");
    }

    /**
     * The place of a cell among PyTorch's recurrent modules.
     *
     * @param part whose module it is in
     * @param suffix of the parameters' names there: {@code _l0}, {@code _l1_reverse}
     */
    private record RecurrentModule(String part, String suffix) {
        /** Returns empty for levels of both directions, which PyTorch joins otherwise. */
        static Optional<RecurrentModule> of(String cell) {
            String left = cell;
            int level = 0;
            if (parameter(left).matches("cell[1-9]\\d{0,3}")) {
                level = Integer.parseInt(parameter(left).substring(4)) - 1;
                left = PytorchLayout.part(left);
            }
            String role = parameter(left);
            boolean both = role.equals("forward") || role.equals("backward");
            if (both || role.equals("cell")) {
                left = PytorchLayout.part(left);
            }
            String suffix = "_l" + level + (role.equals("backward") ? "_reverse" : "");
            return both && level > 0 ? Optional.empty() : Optional.of(new RecurrentModule(left, suffix));
        }
    }
}
