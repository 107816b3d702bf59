package org.recurve.bench.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.recurve.bench.workload.LayerPasses;
import org.recurve.bench.workload.LeNet;
import org.recurve.bench.workload.Net;
import org.recurve.bench.workload.NetLayer;
import org.recurve.bench.workload.NetStep;

/** The networks of the shared work. The library has no plain momentum, so it runs Nesterov's, which costs the same. */
final class Networks {
    private Networks() {}

    /** Whether the library has all layers of a net, one after another. */
    static boolean has(Net net) {
        return net.layers().stream().allMatch(layer -> switch (layer) {
            case NetLayer.Conv conv -> !conv.depthwise();
            case NetLayer.Recurrent recurrent ->
                !recurrent.bothWays()
                        && !recurrent.all()
                        && (recurrent.cell() == NetLayer.Cell.LSTM || recurrent.cell() == NetLayer.Cell.TANH);
            case NetLayer.Relu _, NetLayer.MaxPool _, NetLayer.Dense _ -> true;
            case NetLayer.BatchNorm _,
                    NetLayer.GlobalMean _,
                    NetLayer.Residual _,
                    NetLayer.Dropout _,
                    NetLayer.Embedding _,
                    NetLayer.WordFilters _ -> false;
        });
    }

    static MultiLayerNetwork of(Net net) {
        List<NetLayer> layers = net.layers();
        List<Layer> built = new ArrayList<>();
        for (int i = 0; i < layers.size() - 1; i++) {
            boolean relu = layers.get(i + 1) instanceof NetLayer.Relu;
            layer(layers.get(i), relu ? Activation.RELU : Activation.IDENTITY).ifPresent(built::add);
        }
        built.add(output(net.classes()));
        return network(input(net.input()), built.toArray(Layer[]::new));
    }

    private static InputType input(List<Integer> extents) {
        return switch (extents.size()) {
            case 1 -> InputType.feedForward(extents.getFirst());
            case 2 -> InputType.recurrent(extents.getLast(), extents.getFirst());
            default -> InputType.convolutional(extents.get(1), extents.get(2), extents.getFirst());
        };
    }

    /** @return nothing for a relu, which the layer before it has taken */
    private static Optional<Layer> layer(NetLayer layer, Activation activation) {
        return switch (layer) {
            case NetLayer.Conv conv ->
                Optional.of(new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
                        .nOut(conv.filters())
                        .stride(conv.stride(), conv.stride())
                        .convolutionMode(conv.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                        .activation(activation)
                        .build());
            case NetLayer.MaxPool pool ->
                Optional.of(new SubsamplingLayer.Builder(PoolingType.MAX)
                        .kernelSize(pool.size(), pool.size())
                        .stride(pool.size(), pool.size())
                        .build());
            case NetLayer.Dense dense ->
                Optional.of(new DenseLayer.Builder()
                        .nOut(dense.units())
                        .activation(activation)
                        .build());
            case NetLayer.Recurrent recurrent -> Optional.of(new LastTimeStep(cell(recurrent)));
            case NetLayer.Relu _ -> Optional.empty();
            case NetLayer.BatchNorm _,
                    NetLayer.GlobalMean _,
                    NetLayer.Residual _,
                    NetLayer.Dropout _,
                    NetLayer.Embedding _,
                    NetLayer.WordFilters _ -> throw new IllegalArgumentException("not built here: " + layer);
        };
    }

    private static Layer cell(NetLayer.Recurrent recurrent) {
        return switch (recurrent.cell()) {
            case LSTM ->
                new LSTM.Builder()
                        .nOut(recurrent.units())
                        .activation(Activation.TANH)
                        .build();
            case TANH ->
                new SimpleRnn.Builder()
                        .nOut(recurrent.units())
                        .activation(Activation.TANH)
                        .build();
            case LSTM_BY_HAND, GRU -> throw new IllegalArgumentException("the library has no " + recurrent.cell());
        };
    }

    /** One locally connected layer, whose outputs meet in two units. */
    static MultiLayerNetwork unshared() {
        return network(
                InputType.convolutional(LayerPasses.IMAGE, LayerPasses.IMAGE, LayerPasses.CHANNELS),
                new LocallyConnected2D.Builder()
                        .kernelSize(LeNet.KERNEL, LeNet.KERNEL)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .nOut(LayerPasses.FILTERS)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build(),
                output(LayerPasses.CLASSES));
    }

    private static MultiLayerNetwork network(InputType input, Layer... layers) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(NetStep.RATE, NetStep.MOMENTUM))
                .list(layers)
                .setInputType(input)
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private static Layer output(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
