package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.export.TrainedWeights;
import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.api.model.Shape;

/** Checks what is demanded of an exporter: awkward content is written, the same content as the same bytes. */
final class ExporterRules {
    private static final Table TABLE = new Table(List.of(
            new Table.Texts("a \"text\", 'quoted'", List.of("", "ä\n✓,;\t\"'")),
            new Table.Integers("whole", List.of(OptionalLong.empty(), OptionalLong.of(Long.MIN_VALUE))),
            new Table.Numbers("number", List.of(OptionalDouble.of(Double.NaN), OptionalDouble.of(-0.0)))));
    private static final Table EMPTY = new Table(List.of());
    private static final TrainedWeights WEIGHTS = new TrainedWeights(
            List.of(
                    new Tensor("scalar", Shape.SCALAR, new float[] {Float.NaN}),
                    new Tensor("dense1.w", Shape.of(2, 3), new float[] {-0f, 1, Float.MIN_VALUE, 3, 4, 5})),
            Map.of("trial", "sha256:ä\"", "study", "s"));
    private static final TrainedWeights NONE = new TrainedWeights(List.of(), Map.of());

    private ExporterRules() {}

    static <C extends Record> List<ContractCheck> checks(Exporter<C> exporter, C config) {
        return List.of(
                new ContractCheck(
                        "names an ending",
                        () -> assertTrue(exporter.ending().matches("[a-z0-9.]+"), exporter.ending())),
                new ContractCheck("writes the same content as the same bytes", () -> {
                    assertArrayEquals(written(exporter, config, false), written(exporter, config, false));
                    assertTrue(written(exporter, config, false).length > 0);
                }),
                new ContractCheck("writes what is empty", () -> written(exporter, config, true)));
    }

    private static <C extends Record> byte[] written(Exporter<C> exporter, C config, boolean empty) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (exporter) {
            case Exporter.OfTables<C> tables -> tables.write(config, empty ? EMPTY : TABLE, out);
            case Exporter.OfWeights<C> weights -> weights.write(config, empty ? NONE : WEIGHTS, out);
        }
        return out.toByteArray();
    }
}
