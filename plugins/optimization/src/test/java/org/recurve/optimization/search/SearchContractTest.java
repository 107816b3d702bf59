package org.recurve.optimization.search;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.search.Axis;
import org.recurve.testkit.Contract;

class SearchContractTest {
    private static final Axis CHOICE = new Axis("choice", 3);
    private static final Axis LINE = new Axis("line", 0);

    @TestFactory
    Stream<DynamicTest> searches() {
        return Stream.of(
                        Contract.search(new GridSearch(), new NoConfig(), CHOICE, CHOICE),
                        Contract.search(new RandomSearch(), new NoConfig(), LINE, CHOICE),
                        Contract.search(new HaltonSearch(), new NoConfig(), LINE, CHOICE),
                        Contract.search(new SobolSearch(), new NoConfig(), LINE, CHOICE),
                        Contract.search(new SuccessiveHalving(), new SuccessiveHalving.Config(9, 3), LINE, CHOICE),
                        Contract.search(new TpeSearch(), new TpeSearch.Config(3, 5, 24, 0.25), LINE, CHOICE))
                .flatMap(Contract::tests);
    }
}
