package org.recurve.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.testkit.Contract;

class DatasetContractTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> theAddingProblemKeepsTheContract() {
        AddingProblem.Config config = new AddingProblem.Config(20, 100, 50, 30, 0);
        return Contract.dataset(new AddingProblem(), config, source -> folder).tests();
    }

    @TestFactory
    Stream<DynamicTest> mnistKeepsTheContract() throws IOException {
        MnistTest.writeFiles(folder);
        return Contract.dataset(new Mnist(), new Mnist.Config(7, 3, 6), source -> folder.resolve(source.file()))
                .tests();
    }
}
