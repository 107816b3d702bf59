package org.recurve.bench.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * A net: layers one after another, of which the last gives the logits of its classes.
 *
 * @param input the extents of one example: [channels, height, width], [features], [steps, features], or [steps] words
 */
public record Net(List<Integer> input, List<NetLayer> layers) {

    /**
     * A layer with its extents.
     *
     * @param products of its forward pass, for one example
     * @param parameters numbers that are learnt
     * @param kept whether its output is written to be read again, which a relu after a product need not be
     */
    private record Sized(List<Integer> from, List<Integer> to, double products, long parameters, boolean kept) {}

    /** The classes of the logits. */
    public int classes() {
        return output().getLast();
    }

    /** The extents of the logits. */
    public List<Integer> output() {
        return sizes().getLast().to();
    }

    /** How many numbers are learnt. */
    public long parameters() {
        return sizes().stream().mapToLong(Sized::parameters).sum();
    }

    /** Floating-point operations of the outputs of one example. */
    double forwardFlops() {
        return 2 * sizes().stream().mapToDouble(Sized::products).sum();
    }

    /** Those of the outputs and of all gradients; the first layer with products needs none of its input. */
    double trainingFlops() {
        List<Sized> all = sizes();
        double first = all.stream()
                .mapToDouble(Sized::products)
                .filter(products -> products > 0)
                .findFirst()
                .orElse(0);
        double spared = layers.stream().anyMatch(NetLayer.Embedding.class::isInstance) ? 0 : recurrentShare(first);
        return 3 * forwardFlops() - 2 * spared;
    }

    /** The products of a first recurrent layer with its input alone. */
    private double recurrentShare(double first) {
        return layers.getFirst() instanceof NetLayer.Recurrent recurrent
                ? first * input.getLast() / (input.getLast() + recurrent.units())
                : first;
    }

    /** The least bytes of activations that an example's outputs take: what layers read and write, each once. */
    double forwardBytes() {
        return Float.BYTES
                * sizes().stream()
                        .filter(Sized::kept)
                        .mapToDouble(each -> count(each.from()) + count(each.to()))
                        .sum();
    }

    /** Those of outputs and gradients: backward a layer reads its input and two adjoints' worth of memory passes. */
    double trainingBytes() {
        return Float.BYTES
                * sizes().stream()
                        .filter(Sized::kept)
                        .mapToDouble(each -> 3 * count(each.from()) + 2 * count(each.to()))
                        .sum();
    }

    /** The extents of what a layer gives, of an example of these. */
    public static List<Integer> after(List<Integer> from, NetLayer layer) {
        return layer instanceof NetLayer.Residual ? from : sized(from, layer).to();
    }

    private List<Sized> sizes() {
        List<Sized> sizes = new ArrayList<>();
        walk(input, layers, sizes);
        return sizes;
    }

    private static void walk(List<Integer> from, List<NetLayer> layers, List<Sized> into) {
        List<Integer> at = from;
        for (NetLayer layer : layers) {
            if (layer instanceof NetLayer.Residual residual) {
                walk(at, residual.layers(), into);
            } else {
                into.add(sized(at, layer));
            }
            at = after(at, layer);
        }
    }

    private static Sized sized(List<Integer> from, NetLayer layer) {
        return switch (layer) {
            case NetLayer.Conv conv -> {
                int side = (from.getLast() + 2 * conv.padding() - conv.kernel()) / conv.stride() + 1;
                int seen = conv.depthwise() ? 1 : from.getFirst();
                long parameters = (long) conv.filters() * seen * conv.kernel() * conv.kernel();
                yield new Sized(
                        from,
                        List.of(conv.filters(), side, side),
                        (double) parameters * side * side,
                        parameters + conv.filters(),
                        true);
            }
            case NetLayer.Dense dense -> {
                boolean each = from.size() == 2;
                int inputs = each ? from.getLast() : (int) count(from);
                int times = each ? from.getFirst() : 1;
                long parameters = (long) inputs * dense.units();
                yield new Sized(
                        from,
                        each ? List.of(times, dense.units()) : List.of(dense.units()),
                        (double) parameters * times,
                        parameters + dense.units(),
                        true);
            }
            case NetLayer.Recurrent recurrent -> {
                int units = recurrent.units() * recurrent.directions();
                long weights = (long) units * recurrent.cell().gates() * (from.getLast() + recurrent.units());
                yield new Sized(
                        from,
                        recurrent.all() ? List.of(from.getFirst(), units) : List.of(units),
                        (double) weights * from.getFirst(),
                        weights + (long) units * recurrent.cell().gates(),
                        true);
            }
            case NetLayer.WordFilters words -> {
                int filters = words.filters() * words.widths().size();
                long weights = 0;
                double products = 0;
                for (int width : words.widths()) {
                    long of = (long) width * from.getLast() * words.filters();
                    weights += of;
                    products += (double) of * (from.getFirst() - width + 1);
                }
                yield new Sized(from, List.of(filters), products, weights + filters, true);
            }
            case NetLayer.Embedding embedding ->
                new Sized(
                        from,
                        List.of(from.getFirst(), embedding.size()),
                        0,
                        (long) embedding.words() * embedding.size(),
                        true);
            case NetLayer.BatchNorm _ -> new Sized(from, from, 0, 2L * from.getFirst(), true);
            case NetLayer.MaxPool pool ->
                new Sized(
                        from,
                        List.of(from.getFirst(), from.get(1) / pool.size(), from.get(2) / pool.size()),
                        0,
                        0,
                        true);
            case NetLayer.GlobalMean _ -> new Sized(from, List.of(from.getFirst()), 0, 0, true);
            case NetLayer.Relu _, NetLayer.Dropout _ -> new Sized(from, from, 0, 0, false);
            case NetLayer.Residual _ -> throw new IllegalStateException("its layers are counted one by one");
        };
    }

    private static double count(List<Integer> extents) {
        return extents.stream().mapToDouble(extent -> extent).reduce(1, (a, b) -> a * b);
    }
}
