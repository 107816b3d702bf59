package org.recurve.export;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.api.plugin.NoConfig;
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
}
