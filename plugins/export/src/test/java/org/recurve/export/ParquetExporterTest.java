package org.recurve.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.NoConfig;

class ParquetExporterTest {
    /** By hand, after the format's Thrift definitions: a field's head is its distance from the last and its type. */
    private static final String ONE_SEVEN = """
            50 41 52 31
            15 00  15 1c  15 1c  2c  15 02  15 00  15 06  15 06  00  00
            02 00 00 00  03 01
            07 00 00 00 00 00 00 00
            15 02
            19 2c
              48 05 74 61 62 6c 65  15 02  00
              15 04  25 02  18 01 6e  00
            16 02
            19 1c
              19 1c
                26 08
                1c  15 04  19 25 00 06  19 18 01 6e  15 00  16 02  16 3e  16 3e  26 08  00
                00
              16 3e  16 02  00
            28 07 72 65 63 75 72 76 65
            00
            44 00 00 00
            50 41 52 31
            """;

    @Test
    void aColumnOfOneNumberIsWrittenAsTheFormatHasIt() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Table table = new Table(List.of(new Table.Integers("n", List.of(OptionalLong.of(7)))));
        new ParquetExporter().write(new NoConfig(), table, out);
        assertEquals(ONE_SEVEN.replaceAll("\\s", ""), HexFormat.of().formatHex(out.toByteArray()));
    }
}
