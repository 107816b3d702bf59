package org.recurve.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Apache Parquet, format version 1: one row group, each column as one plain page that is not compressed. Texts are UTF-8
 * strings, integers 64 bits, numbers doubles with their very bits; what is missing is null.
 *
 * <p>A file is {@code PAR1}, the pages, the metadata in Thrift's compact protocol, their length, and {@code PAR1} again.
 */
@Plugin(id = "parquet", version = 1, summary = "tables as Apache Parquet, columns with their types")
public final class ParquetExporter implements Exporter.OfTables<NoConfig> {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private static final int FORMAT = 1;

    private static final int INT64 = 2;
    private static final int DOUBLE = 5;
    private static final int BYTE_ARRAY = 6;
    private static final int UTF8 = 0;
    private static final int OPTIONAL = 1;

    private static final int DATA_PAGE = 0;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int UNCOMPRESSED = 0;

    @Override
    public String ending() {
        return "parquet";
    }

    @Override
    public void write(NoConfig config, Table table, OutputStream out) throws IOException {
        out.write(MAGIC);
        long at = MAGIC.length;
        List<Chunk> chunks = new ArrayList<>();
        for (Table.Column column : table.columns()) {
            byte[] page = page(column);
            chunks.add(new Chunk(column, at, page.length));
            out.write(page);
            at += page.length;
        }
        byte[] metadata = metadata(table, chunks);
        out.write(metadata);
        out.write(LittleEndian.of(metadata.length));
        out.write(MAGIC);
    }

    /** A column's page in the file. */
    private record Chunk(Table.Column column, long offset, int bytes) {
        private void write(ThriftWriter out) {
            out.i64(2, offset)
                    .struct(
                            3,
                            meta -> meta.i32(1, type(column))
                                    .i32s(2, List.of(PLAIN, RLE))
                                    .texts(3, List.of(column.name()))
                                    .i32(4, UNCOMPRESSED)
                                    .i64(5, column.size())
                                    .i64(6, bytes)
                                    .i64(7, bytes)
                                    .i64(9, offset));
        }
    }

    private static byte[] metadata(Table table, List<Chunk> chunks) {
        List<Consumer<ThriftWriter>> schema = Stream.concat(
                        Stream.<Consumer<ThriftWriter>>of(root ->
                                root.text(4, "table").i32(5, table.columns().size())),
                        table.columns().stream().map(column -> element -> element(column, element)))
                .toList();
        long bytes = chunks.stream().mapToLong(Chunk::bytes).sum();
        return ThriftWriter.struct(file -> file.i32(1, FORMAT)
                .structs(2, schema)
                .i64(3, table.rows())
                .structs(
                        4,
                        List.of(group -> group.structs(
                                        1,
                                        chunks.stream()
                                                .<Consumer<ThriftWriter>>map(chunk -> chunk::write)
                                                .toList())
                                .i64(2, bytes)
                                .i64(3, table.rows())))
                .text(6, "recurve"));
    }

    private static void element(Table.Column column, ThriftWriter out) {
        out.i32(1, type(column)).i32(3, OPTIONAL).text(4, column.name());
        if (type(column) == BYTE_ARRAY) {
            out.i32(6, UTF8);
        }
    }

    private static int type(Table.Column column) {
        return switch (column) {
            case Table.Texts it -> BYTE_ARRAY;
            case Table.Integers it -> INT64;
            case Table.Numbers it -> DOUBLE;
        };
    }

    /** Returns a page's head, which of its values are there, and those. */
    private static byte[] page(Table.Column column) {
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        boolean[] there = new boolean[column.size()];
        for (int row = 0; row < there.length; row++) {
            byte[] value = value(column, row);
            there[row] = value.length > 0;
            values.writeBytes(value);
        }
        byte[] levels = levels(there);
        int bytes = Integer.BYTES + levels.length + values.size();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(ThriftWriter.struct(head -> head.i32(1, DATA_PAGE)
                .i32(2, bytes)
                .i32(3, bytes)
                .struct(
                        5,
                        data -> data.i32(1, there.length)
                                .i32(2, PLAIN)
                                .i32(3, RLE)
                                .i32(4, RLE))));
        page.writeBytes(LittleEndian.of(levels.length));
        page.writeBytes(levels);
        page.writeBytes(values.toByteArray());
        return page.toByteArray();
    }

    /** Nothing for what is missing. */
    private static byte[] value(Table.Column column, int row) {
        return switch (column) {
            case Table.Texts texts -> {
                byte[] text = texts.values().get(row).getBytes(StandardCharsets.UTF_8);
                yield text.length == 0 ? text : text(text);
            }
            case Table.Integers integers ->
                integers.values().get(row).stream()
                        .mapToObj(LittleEndian::of)
                        .findFirst()
                        .orElse(new byte[0]);
            case Table.Numbers numbers ->
                numbers.values().get(row).stream()
                        .mapToObj(value -> LittleEndian.of(Double.doubleToRawLongBits(value)))
                        .findFirst()
                        .orElse(new byte[0]);
        };
    }

    private static byte[] text(byte[] utf8) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(LittleEndian.of(utf8.length));
        text.writeBytes(utf8);
        return text.toByteArray();
    }

    /** Returns a bit for each row, the lowest first, as one run of bit-packed groups of eight: twice their number and one, then they. */
    private static byte[] levels(boolean[] there) {
        int groups = Math.ceilDiv(there.length, Byte.SIZE);
        byte[] bits = new byte[groups];
        for (int row = 0; row < there.length; row++) {
            bits[row / Byte.SIZE] |= (byte) (there[row] ? 1 << row % Byte.SIZE : 0);
        }
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        ThriftWriter.varint(2L * groups + 1, levels);
        levels.writeBytes(bits);
        return levels.toByteArray();
    }
}
