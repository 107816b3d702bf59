package org.recurve.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Dataset;
import org.recurve.testkit.Contract;

class DatasetContractTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> generatedTasksKeepTheContract() {
        return Stream.of(
                        task(new AddingProblem(), new AddingProblem.Config(20, Optional.empty(), 100, 50, 30, 0)),
                        task(new AddingProblem(), new AddingProblem.Config(20, Optional.of(5), 100, 50, 30, 0)),
                        task(new Multiplication(), new Multiplication.Config(20, Optional.empty(), 100, 50, 30, 0)),
                        task(new Xor(), new Xor.Config(20, Optional.empty(), 100, 50, 30, 0)),
                        task(new TemporalOrder(), new TemporalOrder.Config(20, 3, 100, 50, 30, 0)),
                        task(
                                new RandomPermutation(),
                                new RandomPermutation.Config(20, 9, RandomPermutation.Predict.ALL, 100, 50, 30, 0)),
                        task(
                                new MemorisationDataset(),
                                new MemorisationDataset.Config(
                                        9, MemorisationDataset.MemorisationTask.FIVE_BIT, 9, 5, 3, 0, false)),
                        task(
                                new MemorisationDataset(),
                                new MemorisationDataset.Config(
                                        9, MemorisationDataset.MemorisationTask.FIVE_BIT, 9, 5, 3, 0, true)),
                        task(new CopyMemory(), new CopyMemory.Config(9, 10, 8, 100, 50, 30, 0)))
                .flatMap(Contract::tests);
    }

    private <C extends Record> Contract task(Dataset<C> task, C config) {
        return Contract.dataset(task, config, source -> folder);
    }

    @TestFactory
    Stream<DynamicTest> sequentialMnistKeepsTheContract() throws IOException {
        MnistTest.writeFiles(folder);
        return Stream.of(SequentialMnist.SequenceElement.values())
                .map(element -> Contract.dataset(
                        new SequentialMnist(),
                        new SequentialMnist.Config(element, 7, 3, 6),
                        source -> folder.resolve(source.file())))
                .flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> mnistAndItsLikeKeepTheContract() throws IOException {
        MnistTest.writeFiles(folder);
        return Stream.of(
                        Contract.dataset(
                                new Mnist(),
                                new Mnist.Config(7, 3, 6, 20, 16),
                                source -> folder.resolve(source.file())),
                        Contract.dataset(
                                new FashionMnist(),
                                new FashionMnist.Config(7, 3, 6, 28, 28),
                                source -> folder.resolve(source.file())))
                .flatMap(Contract::tests);
    }
}
