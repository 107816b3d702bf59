package org.recurve.bench.recurve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Connectivity;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Part;
import org.recurve.api.model.Pooling;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.bench.workload.LeNet;
import org.recurve.bench.workload.Net;
import org.recurve.bench.workload.NetLayer;
import org.recurve.composition.LayerBlock;
import org.recurve.composition.ParallelLayers;
import org.recurve.composition.ResidualLayer;
import org.recurve.compute.program.Program;
import org.recurve.convolution.Conv;
import org.recurve.convolution.Shared;
import org.recurve.convolution.connectivity.Depthwise;
import org.recurve.convolution.connectivity.FullConnectivity;
import org.recurve.feedforward.Dense;
import org.recurve.feedforward.Embedding;
import org.recurve.feedforward.Relu;
import org.recurve.feedforward.Tanh;
import org.recurve.feedforward.Transpose;
import org.recurve.optimization.initializer.ConstantInitializer;
import org.recurve.optimization.initializer.Glorot;
import org.recurve.optimization.initializer.Normal;
import org.recurve.optimization.initializer.ScaledDistribution;
import org.recurve.optimization.loss.CrossEntropy;
import org.recurve.pooling.AveragePooling;
import org.recurve.pooling.GlobalPooling;
import org.recurve.pooling.MaxPooling;
import org.recurve.pooling.PoolingLayer;
import org.recurve.recurrence.Bidirectional;
import org.recurve.recurrence.EachStep;
import org.recurve.recurrence.ElmanCell;
import org.recurve.recurrence.GruCell;
import org.recurve.recurrence.LstmCell;
import org.recurve.recurrence.Recurrent;
import org.recurve.regularization.BatchNormalization;
import org.recurve.regularization.Dropout;

/** The nets of the bench, put together from the built-in plugins. */
final class Models {
    private static final Spec<Loss<?>> LOSS = new Spec<>(new CrossEntropy(), new CrossEntropy.Config(0, List.of()));

    private static final Spec<Pooling<?>> MAX = new Spec<>(new MaxPooling(), new NoConfig());
    private static final Extents ONE = Extents.of(1);

    private Models() {}

    static Model convolutional() {
        return of(LeNet.net());
    }

    static Model of(Net net) {
        return of(net, List.of());
    }

    /** Over sequences that end before their last step. */
    static Model ended(Net net) {
        return of(net, List.of(new Field(Field.LENGTH, Shape.SCALAR)));
    }

    private static Model of(Net net, List<Field> more) {
        Shape input = shape(net.input());
        List<String> words = net.layers().getFirst() instanceof NetLayer.Embedding table
                ? IntStream.range(0, table.words()).mapToObj(word -> "w" + word).toList()
                : List.of();
        Shape output = shape(net.output());
        List<Field> fields = new ArrayList<>(more);
        fields.add(new Field(Field.INPUT, input, words));
        fields.add(new Field(Field.TARGET, output.slice(0, output.rank() - 1)));
        return new Model(Program.trace(layers(net.input(), net.layers()), LOSS, fields), fields, net);
    }

    /** A traced net and what its examples hold. */
    record Model(Program program, List<Field> fields, Net net) {}

    private static Shape shape(List<Integer> extents) {
        return Shape.of(extents.stream().mapToInt(extent -> extent).toArray());
    }

    private static Layers layers(List<Integer> input, List<NetLayer> layers) {
        List<Part> parts = new ArrayList<>();
        List<Integer> at = input;
        for (NetLayer layer : layers) {
            Spec<Layer<?>> spec = layer(at, layer);
            parts.add(new Part(spec.id() + parts.size(), spec));
            at = Net.after(at, layer);
        }
        return new Layers(parts);
    }

    private static Spec<Layer<?>> layer(List<Integer> from, NetLayer layer) {
        return switch (layer) {
            case NetLayer.Conv conv ->
                conv(
                        conv.filters(),
                        Extents.of(conv.kernel()),
                        Extents.of(conv.stride()),
                        conv.same() ? Padding.SAME : Padding.VALID,
                        conv.depthwise() ? new Depthwise() : new FullConnectivity());
            case NetLayer.BatchNorm _ -> new Spec<>(new BatchNormalization(), new BatchNormalization.Config(0.9, 1e-5));
            case NetLayer.Relu _ -> relu();
            case NetLayer.MaxPool pool ->
                new Spec<>(
                        new PoolingLayer(),
                        new PoolingLayer.Config(MAX, Extents.of(pool.size()), Optional.empty(), Padding.VALID));
            case NetLayer.GlobalMean _ ->
                new Spec<>(
                        new GlobalPooling(),
                        new GlobalPooling.Config(
                                new Spec<>(new AveragePooling(), new AveragePooling.Config(false)), true));
            case NetLayer.Residual residual ->
                new Spec<>(new ResidualLayer(), new ResidualLayer.Config(layers(from, residual.layers())));
            case NetLayer.Dense dense -> from.size() == 2 ? eachStep(dense(dense.units())) : dense(dense.units());
            case NetLayer.Dropout dropout -> new Spec<>(new Dropout(), new Dropout.Config(dropout.rate(), false));
            case NetLayer.Embedding table ->
                new Spec<>(
                        new Embedding(),
                        new Embedding.Config(
                                table.size(), new Spec<>(new Normal(), new Normal.Config(0.1, 0)), Optional.empty()));
            case NetLayer.WordFilters words -> wordFilters(words);
            case NetLayer.Recurrent recurrent -> recurrent(recurrent);
        };
    }

    private static Spec<Layer<?>> eachStep(Spec<Layer<?>> layer) {
        return new Spec<>(new EachStep(), new EachStep.Config(new Layers(List.of(new Part("layer", layer)))));
    }

    private static Spec<Layer<?>> wordFilters(NetLayer.WordFilters words) {
        Map<String, Layers> branches = new TreeMap<>();
        for (int width : words.widths()) {
            Extents kernel = Extents.of(width);
            branches.put(
                    "words" + width,
                    new Layers(List.of(
                            new Part(
                                    "filters",
                                    conv(words.filters(), kernel, ONE, Padding.VALID, new FullConnectivity())),
                            new Part("relu", relu()),
                            new Part("most", new Spec<>(new GlobalPooling(), new GlobalPooling.Config(MAX, true))))));
        }
        Spec<Layer<?>> side =
                new Spec<>(new ParallelLayers(), new ParallelLayers.Config(branches, ParallelLayers.Join.CONCAT));
        Spec<Layer<?>> turned = new Spec<>(new Transpose(), new Transpose.Config(List.of(1, 0)));
        return new Spec<>(
                new LayerBlock(),
                new LayerBlock.Config(new Layers(List.of(new Part("turned", turned), new Part("side", side)))));
    }

    private static Spec<Layer<?>> recurrent(NetLayer.Recurrent layer) {
        int units = layer.units();
        Spec<Cell<?, ?>> cell = switch (layer.cell()) {
            case LSTM -> lstm(units);
            case LSTM_BY_HAND -> new Spec<>(new LstmByHand(), new LstmByHand.Config(units, weights()));
            case GRU -> new Spec<>(new GruCell(), new GruCell.Config(units, GruCell.Reset.AFTER, weights(), weights()));
            case TANH -> elman(units);
        };
        Recurrent.Output output = layer.all() ? Recurrent.Output.ALL : Recurrent.Output.LAST;
        return layer.bothWays()
                ? new Spec<>(new Bidirectional(), new Bidirectional.Config(cell, Optional.empty(), output))
                : new Spec<>(new Recurrent(), new Recurrent.Config(cell, output));
    }

    private static Spec<Cell<?, ?>> elman(int units) {
        Spec<Activation<?>> tanh = new Spec<>(new Tanh(), new NoConfig());
        return new Spec<>(new ElmanCell(), new ElmanCell.Config(units, tanh, weights(), weights()));
    }

    /** The cell of the peers: three gates, no peepholes. */
    private static Spec<Cell<?, ?>> lstm(int units) {
        Spec<Initializer<?>> forgetBias = new Spec<>(new ConstantInitializer(), new ConstantInitializer.Config(1));
        LstmCell.Config config = new LstmCell.Config(
                units, true, LstmCell.Forget.GATE, true, true, true, false, false, forgetBias, weights(), weights());
        return new Spec<>(new LstmCell(), config);
    }

    private static Spec<Initializer<?>> weights() {
        return new Spec<>(new Glorot(), new Glorot.Config(ScaledDistribution.UNIFORM));
    }

    private static Spec<Layer<?>> conv(
            int filters, Extents kernel, Extents stride, Padding padding, Connectivity<NoConfig> connectivity) {
        return new Spec<>(
                new Conv(),
                new Conv.Config(
                        filters,
                        kernel,
                        stride,
                        padding,
                        ONE,
                        new Spec<>(new Shared(), new NoConfig()),
                        new Spec<>(connectivity, new NoConfig()),
                        Conv.Bias.FILTER,
                        false,
                        weights(),
                        Optional.empty()));
    }

    private static Spec<Layer<?>> relu() {
        return new Spec<>(new Relu(), new NoConfig());
    }

    private static Spec<Layer<?>> dense(int units) {
        return new Spec<>(new Dense(), new Dense.Config(units, true, weights()));
    }
}
