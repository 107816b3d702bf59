package org.recurve.bench.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.bench.workload.NetLayer.Cell;
import org.recurve.bench.workload.NetLayer.Conv;
import org.recurve.bench.workload.NetLayer.Recurrent;
import org.recurve.bench.workload.NetStep.Pass;

/** The nets that entrants train and evaluate side by side. */
public final class NetSteps {
    private static final List<Integer> COLOURS = List.of(3, 32, 32);
    private static final NetLayer RELU = new NetLayer.Relu();
    private static final NetLayer NORM = new NetLayer.BatchNorm();
    private static final NetLayer HALVE = new NetLayer.MaxPool(2);
    private static final NetLayer TEN = new NetLayer.Dense(10);

    /** A recurrence: steps, examples, units and features of a step. */
    private record Sequence(int steps, int batch, int units, int features) {
        String size() {
            return steps + "x" + batch + "x" + units;
        }
    }

    private static final List<Sequence> SEQUENCES = List.of(
            new Sequence(50, 32, 128, 32),
            new Sequence(28, 64, 128, 28),
            new Sequence(35, 20, 512, 256),
            new Sequence(100, 1, 128, 32),
            new Sequence(28, 256, 64, 28));

    private NetSteps() {}

    /** All of them whose net an entrant can build. */
    public static List<NetStep> all(Predicate<Net> buildable) {
        return Stream.of(images(), texts(), sequences())
                .flatMap(List::stream)
                .filter(step -> buildable.test(step.net()))
                .toList();
    }

    /** The training step of the LSTM that studies of overheads take. */
    public static NetStep lstm() {
        return sequence(Cell.LSTM, SEQUENCES.get(1), Pass.MOMENTUM);
    }

    private static List<NetStep> images() {
        return Stream.of(
                        steps("conv", LeNet.net(), 1, 4, 16, 20, 64, 256),
                        steps("vgg", vgg(), 32),
                        steps("resnet", residual(), 32, 128),
                        steps("separable", separable(), 32),
                        steps("mlp", perceptron(), 64),
                        others("conv", LeNet.net(), 64),
                        others("vgg", vgg(), 32),
                        others("resnet", residual(), 32),
                        others("separable", separable(), 32),
                        others("mlp", perceptron(), 64))
                .flatMap(List::stream)
                .toList();
    }

    private static List<NetStep> texts() {
        Net words = words();
        return Stream.of(
                        steps("text", text(), 50),
                        List.of(step("words", "35x20x200", words, 20, Pass.MOMENTUM)),
                        others("text", text(), 50),
                        List.of(step("words", "35x20x200", words, 20, Pass.FORWARD)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<NetStep> sequences() {
        List<NetStep> steps = new ArrayList<>();
        for (Sequence sequence : SEQUENCES) {
            for (Cell cell : Cell.values()) {
                steps.add(sequence(cell, sequence, Pass.MOMENTUM));
            }
        }
        Sequence first = SEQUENCES.getFirst();
        Arrays.stream(Cell.values()).forEach(cell -> steps.add(sequence(cell, first, Pass.FORWARD)));
        Net both = sequence(first, new Recurrent(Cell.LSTM, first.units(), true, false));
        Net stacked = sequence(
                first,
                Recurrent.all(Cell.LSTM, first.units()),
                new NetLayer.Dropout(0.5),
                Recurrent.last(Cell.LSTM, first.units()));
        for (Pass pass : List.of(Pass.MOMENTUM, Pass.FORWARD)) {
            steps.add(step("both-ways", first.size(), both, first.batch(), pass));
            steps.add(step("two-lstm", first.size(), stacked, first.batch(), pass));
        }
        return steps;
    }

    private static Net vgg() {
        return new Net(
                COLOURS,
                List.of(
                        Conv.same(64, 3),
                        RELU,
                        Conv.same(64, 3),
                        RELU,
                        HALVE,
                        Conv.same(128, 3),
                        RELU,
                        Conv.same(128, 3),
                        RELU,
                        HALVE,
                        TEN));
    }

    private static Net residual() {
        NetLayer pair = new NetLayer.Residual(List.of(Conv.same(16, 3), NORM, RELU, Conv.same(16, 3), NORM));
        return new Net(
                COLOURS,
                List.of(
                        Conv.same(16, 3),
                        NORM,
                        RELU,
                        pair,
                        RELU,
                        pair,
                        RELU,
                        new Conv(32, 3, 2, true, false),
                        NORM,
                        RELU,
                        new NetLayer.GlobalMean(),
                        TEN));
    }

    private static Net separable() {
        NetLayer depthwise = new Conv(32, 3, 1, true, true);
        NetLayer mixed = Conv.same(32, 1);
        return new Net(
                COLOURS,
                List.of(
                        Conv.same(32, 3),
                        RELU,
                        depthwise,
                        RELU,
                        mixed,
                        RELU,
                        depthwise,
                        RELU,
                        mixed,
                        RELU,
                        new NetLayer.GlobalMean(),
                        TEN));
    }

    private static Net perceptron() {
        return new Net(List.of(784), List.of(new NetLayer.Dense(512), RELU, new NetLayer.Dense(512), RELU, TEN));
    }

    private static Net text() {
        return new Net(
                List.of(60),
                List.of(
                        new NetLayer.Embedding(10_000, 100),
                        new NetLayer.WordFilters(List.of(3, 4, 5), 100),
                        new NetLayer.Dropout(0.5),
                        new NetLayer.Dense(2)));
    }

    /** A model of language: the next of ten thousand words at every step. */
    private static Net words() {
        return new Net(
                List.of(35),
                List.of(
                        new NetLayer.Embedding(10_000, 200),
                        Recurrent.all(Cell.LSTM, 200),
                        new NetLayer.Dense(10_000)));
    }

    private static NetStep sequence(Cell cell, Sequence sequence, Pass pass) {
        Net net = sequence(sequence, Recurrent.last(cell, sequence.units()));
        return step(cell.label(), sequence.size(), net, sequence.batch(), pass);
    }

    private static Net sequence(Sequence sequence, NetLayer... layers) {
        return new Net(
                List.of(sequence.steps(), sequence.features()),
                Stream.concat(Arrays.stream(layers), Stream.of(TEN)).toList());
    }

    private static List<NetStep> steps(String name, Net net, int... batches) {
        return IntStream.of(batches)
                .mapToObj(batch -> step(name, "" + batch, net, batch, Pass.MOMENTUM))
                .toList();
    }

    private static List<NetStep> others(String name, Net net, int batch) {
        return Stream.of(Pass.ADAM, Pass.FORWARD)
                .map(pass -> step(name, "" + batch, net, batch, pass))
                .toList();
    }

    private static NetStep step(String name, String size, Net net, int batch, Pass pass) {
        return new NetStep(name + pass.suffix(), size, net, batch, pass);
    }
}
