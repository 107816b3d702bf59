package org.recurve.bench.dl4j;

import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.versioncheck.VersionCheck;
import org.nd4j.versioncheck.VersionInfo;
import org.recurve.bench.measure.Case;
import org.recurve.bench.measure.Cases;
import org.recurve.bench.workload.LayerPasses;
import org.recurve.bench.workload.MatrixProduct;
import org.recurve.bench.workload.NetStep;
import org.recurve.bench.workload.NetSteps;

/** DL4J on its native CPU back end, one thread. */
public final class Dl4j {
    private Dl4j() {}

    /** Runs the cases whose names start with an argument. */
    public static void main(String[] only) {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Cases.run(only, about(), cases());
    }

    private static String about() {
        Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
        return "dl4j %s, %s, natives %s, threads %d"
                .formatted(
                        version(),
                        environment.get("blas.vendor"),
                        System.getProperty("org.bytedeco.javacpp.platform.extension", "as found"),
                        Nd4j.getEnvironment().maxThreads());
    }

    private static String version() {
        return VersionCheck.getVersionInfos().stream()
                .filter(info -> info.getArtifactId().equals("deeplearning4j-nn"))
                .map(VersionInfo::getBuildVersion)
                .findFirst()
                .orElse("of unknown version");
    }

    private static List<Case> cases() {
        return Stream.of(
                        NetSteps.all(Networks::has).stream()
                                .filter(work -> work.pass() != NetStep.Pass.ADAM)
                                .map(work -> new Case(work, () -> net(work))),
                        Stream.of(new Case(LayerPasses.unshared(), Dl4j::unshared)),
                        MatrixProduct.sizes().stream().map(work -> new Case(work, () -> product(work.n()))))
                .flatMap(cases -> cases)
                .toList();
    }

    private static Runnable net(NetStep work) {
        List<Integer> extents = work.net().input();
        long[] shape = switch (extents.size()) {
            case 2 -> new long[] {work.batch(), extents.getLast(), extents.getFirst()};
            default ->
                LongStream.concat(LongStream.of(work.batch()), extents.stream().mapToLong(extent -> extent))
                        .toArray();
        };
        INDArray inputs = Nd4j.randn(shape);
        MultiLayerNetwork network = Networks.of(work.net());
        return switch (work.pass()) {
            case MOMENTUM ->
                training(network, inputs, labels(work.batch(), work.net().classes()));
            case FORWARD -> () -> network.output(inputs);
            case ADAM -> throw new IllegalArgumentException("the networks here are made for momentum");
        };
    }

    /** The library has no layer alone: the smallest loss there is stands behind it. */
    private static Runnable unshared() {
        MultiLayerNetwork network = Networks.unshared();
        int side = LayerPasses.IMAGE;
        network.setInput(Nd4j.randn(LayerPasses.BATCH, LayerPasses.CHANNELS, side, side));
        network.setLabels(labels(LayerPasses.BATCH, LayerPasses.CLASSES));
        return network::computeGradientAndScore;
    }

    private static Runnable training(MultiLayerNetwork network, INDArray inputs, INDArray labels) {
        return () -> network.fit(inputs, labels);
    }

    private static Runnable product(int n) {
        INDArray a = Nd4j.randn(n, n);
        INDArray b = Nd4j.randn(n, n);
        INDArray c = Nd4j.createUninitialized(new long[] {n, n}, 'f');
        return () -> a.mmuli(b, c);
    }

    /** One-hot rows. */
    static INDArray labels(int batch, int classes) {
        INDArray labels = Nd4j.zeros(batch, classes);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % classes, 1);
        }
        return labels;
    }
}
