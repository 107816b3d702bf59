package org.recurve.bench.dl4j;

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
import org.recurve.bench.workload.ConvStep;
import org.recurve.bench.workload.LayerPasses;
import org.recurve.bench.workload.RecurrentStep;

/** The networks of the shared work. The library has no plain momentum, so it runs Nesterov's, which costs the same. */
final class Networks {
    private Networks() {}

    static MultiLayerNetwork leNet() {
        return network(
                InputType.convolutional(ConvStep.IMAGE, ConvStep.IMAGE, 1),
                convolution(ConvStep.FILTERS1),
                pooling(),
                convolution(ConvStep.FILTERS2),
                pooling(),
                new DenseLayer.Builder()
                        .nOut(ConvStep.HIDDEN)
                        .activation(Activation.RELU)
                        .build(),
                output(ConvStep.CLASSES));
    }

    static MultiLayerNetwork sequence(RecurrentStep work) {
        return network(
                InputType.recurrent(work.input(), work.steps()),
                new LastTimeStep(
                        switch (work.cell()) {
                            case LSTM ->
                                new LSTM.Builder()
                                        .nOut(RecurrentStep.UNITS)
                                        .activation(Activation.TANH)
                                        .build();
                            case TANH ->
                                new SimpleRnn.Builder()
                                        .nOut(RecurrentStep.UNITS)
                                        .activation(Activation.TANH)
                                        .build();
                            case LSTM_BY_HAND ->
                                throw new IllegalArgumentException("the library knows no layer by hand");
                        }),
                output(RecurrentStep.CLASSES));
    }

    /** One locally connected layer, whose outputs meet in two units. */
    static MultiLayerNetwork unshared() {
        return network(
                InputType.convolutional(LayerPasses.IMAGE, LayerPasses.IMAGE, LayerPasses.CHANNELS),
                new LocallyConnected2D.Builder()
                        .kernelSize(ConvStep.KERNEL, ConvStep.KERNEL)
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
                .updater(new Nesterovs(ConvStep.RATE, ConvStep.MOMENTUM))
                .list(layers)
                .setInputType(input)
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private static Layer convolution(int filters) {
        return new ConvolutionLayer.Builder(ConvStep.KERNEL, ConvStep.KERNEL)
                .nOut(filters)
                .activation(Activation.RELU)
                .build();
    }

    private static Layer pooling() {
        return new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(ConvStep.POOL, ConvStep.POOL)
                .stride(ConvStep.POOL, ConvStep.POOL)
                .build();
    }

    private static Layer output(int classes) {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
