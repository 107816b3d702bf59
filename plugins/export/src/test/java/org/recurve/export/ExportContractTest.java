package org.recurve.export;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.plugin.NoConfig;
import org.recurve.export.live.EpochLines;
import org.recurve.export.live.TensorBoard;
import org.recurve.testkit.Contract;

class ExportContractTest {
    @TestFactory
    Stream<DynamicTest> everyExporterKeepsTheContract() {
        return Stream.of(
                        new CsvExporter(),
                        new JsonLinesExporter(),
                        new NpzExporter(),
                        new ParquetExporter(),
                        new SafetensorsExporter())
                .flatMap(exporter -> Contract.exporter(exporter, new NoConfig()).tests());
    }

    @TestFactory
    Stream<DynamicTest> everyListenerKeepsTheContract() {
        return Stream.concat(
                Contract.listener(new EpochLines(), new EpochLines.Config("lines/epochs.jsonl"))
                        .tests(),
                Contract.listener(new TensorBoard(), new NoConfig()).tests());
    }
}
