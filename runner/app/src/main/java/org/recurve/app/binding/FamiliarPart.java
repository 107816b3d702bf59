package org.recurve.app.binding;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.recurve.app.plugins.PluginKind;

/** Parts that people know from PyTorch and Keras by other names, and what is written for them here. */
enum FamiliarPart {
    DENSE(PluginKind.LAYER, "dense: 10", "linear", "fullyconnected", "fc", "innerproduct"),
    CONV(PluginKind.LAYER, "conv: {filters: 32, kernel: 3, padding: same}", "conv", "convolution", "cnn"),
    DEPTHWISE(
            PluginKind.LAYER,
            "conv: {filters: 32, kernel: 3, connectivity: depthwise}",
            "depthwiseconv",
            "depthwiseconvolution",
            "depthwise"),
    TRANSPOSED(
            PluginKind.LAYER,
            "transposed-conv: {filters: 32, kernel: 3}",
            "convtranspose",
            "convolutiontranspose",
            "deconv",
            "deconvolution"),
    LARGEST(PluginKind.LAYER, "pool: {size: 2}", "maxpool", "maxpooling", "max"),
    MEANS(PluginKind.LAYER, "pool: {by: average, size: 2}", "avgpool", "averagepool", "averagepooling", "meanpool"),
    GLOBAL_MEAN(PluginKind.LAYER, "global-pool: average", "globalaveragepooling", "globalavgpool", "gap"),
    GLOBAL_LARGEST(PluginKind.LAYER, "global-pool: max", "globalmaxpooling", "globalmaxpool"),
    ADAPTIVE(PluginKind.LAYER, "adaptive-pool: 4", "adaptiveavgpool", "adaptiveaveragepool"),
    BATCH_NORM(PluginKind.LAYER, "batch-normalization", "batchnorm", "bn"),
    LAYER_NORM(PluginKind.LAYER, "layer-normalization", "layernorm", "ln"),
    GROUP_NORM(PluginKind.LAYER, "group-normalization: 8", "groupnorm", "gn"),
    LSTM(PluginKind.LAYER, "recurrent: {cell: {lstm: 64}}", "lstm"),
    GRU(PluginKind.LAYER, "recurrent: {cell: {gru: 64}}", "gru"),
    ELMAN(PluginKind.LAYER, "recurrent: {cell: {elman: 64}}", "rnn", "simplernn", "elman", "vanillarnn"),
    EACH_STEP(PluginKind.LAYER, "each-step: [{dense: 10}]", "timedistributed", "perstep", "pertimestep"),
    RESIDUAL(
            PluginKind.LAYER, "residual: [{dense: 64}]", "skip", "shortcut", "resblock", "basicblock", "residualblock"),
    BLOCK(PluginKind.LAYER, "block: [{dense: 64}, relu]", "sequential", "modulelist"),
    PARALLEL(
            PluginKind.LAYER,
            "parallel: {branches: {wide: [{dense: 64}], narrow: [{dense: 8}]}}",
            "concat",
            "concatenate",
            "cat",
            "inception"),
    ATTENTION(PluginKind.LAYER, "attention: {heads: 4}", "multiheadattention", "selfattention", "mha", "transformer"),
    NOISE(PluginKind.LAYER, "corrupt: {level: 0.1, noise: gaussian}", "gaussiannoise", "noise"),
    ACTIVATION(PluginKind.LAYER, "relu", "activation", "nonlinearity", "act"),
    SQUARED(PluginKind.LOSS, "squared-error", "mse", "meansquarederror", "l2", "quadratic"),
    CROSS_ENTROPY(
            PluginKind.LOSS,
            "cross-entropy",
            "nll",
            "ce",
            "xent",
            "negativeloglikelihood",
            "crossentropy",
            "categoricalcrossentropy",
            "sparsecategoricalcrossentropy",
            "softmaxcrossentropy",
            "log"),
    SIGMOID(
            PluginKind.LOSS,
            "sigmoid-cross-entropy",
            "bce",
            "bcewithlogits",
            "binarycrossentropy",
            "multilabelsoftmargin",
            "logistic"),
    HUBER(PluginKind.LOSS, "huber", "huber", "smoothl1"),
    HINGE(PluginKind.LOSS, "hinge", "hinge", "multimargin", "categoricalhinge", "svm", "margin"),
    MOMENTUM(
            PluginKind.OPTIMIZER,
            "sgd: {learning-rate: 0.01, momentum: 0.9}",
            "momentum",
            "sgdm",
            "gradientdescent",
            "gd"),
    NESTEROV(
            PluginKind.OPTIMIZER,
            "sgd: {learning-rate: 0.01, momentum: 0.9, nesterov: true}",
            "nesterov",
            "nag",
            "nesterovmomentum"),
    COSINE(PluginKind.SCHEDULE, "cosine: {from: 0.1}", "cosine", "cosineannealing", "cosinedecay"),
    STEP(PluginKind.SCHEDULE, "step: {from: 0.1, every: 30}", "step", "multistep", "piecewiseconstant", "stepdecay"),
    EXPONENTIAL(
            PluginKind.SCHEDULE, "exponential: {from: 0.1, factor: 0.95}", "exponential", "exponentialdecay", "exp"),
    PLATEAU(PluginKind.SCHEDULE, "plateau: {from: 0.1}", "reduceonplateau", "reducelronplateau"),
    WARM_UP(PluginKind.SCHEDULE, "warm-up: {epochs: 1, then: 0.1}", "warmup", "linearwarmup", "linear"),
    GLOROT(
            PluginKind.INITIALIZER,
            "glorot",
            "xavier",
            "xavieruniform",
            "xaviernormal",
            "glorotuniform",
            "glorotnormal"),
    HE(PluginKind.INITIALIZER, "he", "kaiming", "kaiminguniform", "kaimingnormal", "henormal", "heuniform"),
    TRUNCATED(PluginKind.INITIALIZER, "truncated: 0.02", "truncnormal", "truncatednormal");

    private final PluginKind kind;
    private final String here;
    private final List<String> words;

    FamiliarPart(PluginKind kind, String here, String... words) {
        this.kind = kind;
        this.here = here;
        this.words = List.of(words);
    }

    PluginKind kind() {
        return kind;
    }

    String here() {
        return here;
    }

    List<String> words() {
        return words;
    }

    /** Says what is written here for a part that others call so; nothing of a name that is not known. */
    static List<String> help(PluginKind kind, String name) {
        String word = plain(name);
        return Stream.of(values())
                .filter(part -> part.kind == kind && part.words.contains(word))
                .map(part -> "what others call " + name + " is here " + part.here)
                .toList();
    }

    /** Returns a name without what frameworks write around it: {@code nn.MaxPool2d}, {@code max_pool_2d} and {@code MSELoss}. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceFirst("^(torch\\.|tf\\.|keras\\.|layers\\.|nn\\.|optim\\.)+", "")
                .replaceAll("[-_ ]", "")
                .replaceFirst("(?<=..)([123]d|layer|loss|lr|scheduler)$", "")
                .replaceFirst("(?<=conv|convolution)[123]d(?=transpose$)", "");
    }
}
