package org.recurve.bench.recurve;

import com.sun.management.OperatingSystemMXBean;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.plugin.Spec;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginFolder;

/** What reading data of one's own takes: rows of a table beside a plain read, images beside ImageIO alone, and memory. */
public final class Loading {
    private static final int COLUMNS = 20;
    private static final int SIDE = 128;
    private static final int ROUNDS = 5;
    private static final double NANOSECONDS = 1e9;
    private static final String TABLE = "{csv: {file: rows.csv, target: x0, answers: numbers, scale: standard}}";
    private static final String IMAGES = "{images: {folder: images, scale: standard}}";

    private Loading() {}

    /** Something that reads files. */
    @FunctionalInterface
    private interface Reading {
        void read() throws IOException;
    }

    /** Names what is measured. */
    private enum Loaded {
        CSV,
        IMAGES,
        PEAK
    }

    /**
     * Measures one of them.
     *
     * @param arguments {@code csv ROWS} or {@code images COUNT}; or {@code peak BYTES}, in a process with the memory to be tried
     */
    public static void main(String[] arguments) throws IOException {
        long count = Long.parseLong(arguments[1]);
        try (Scratch scratch = Scratch.make()) {
            switch (Loaded.valueOf(arguments[0].toUpperCase(Locale.ROOT))) {
                case CSV -> table(scratch.folder(), (int) count);
                case IMAGES -> images(scratch.folder(), (int) count);
                case PEAK -> peak(scratch.folder(), count);
            }
        }
    }

    private static void table(Path folder, int rows) throws IOException {
        Path file = folder.resolve("rows.csv");
        write(file, rows, Long.MAX_VALUE);
        row("lines, read and counted", rows, "rows", () -> {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                while (in.readLine() != null) {
                    continue;
                }
            }
        });
        row("lines, split at commas, as floats", rows, "rows", () -> {
            try (BufferedReader in = Files.newBufferedReader(file)) {
                in.readLine();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    for (String cell : line.split(",")) {
                        Float.parseFloat(cell);
                    }
                }
            }
        });
        row("csv", rows, "rows", () -> open(TABLE, folder));
    }

    /** Writes rows of numbers with six decimal places, until there are so many of them, or so many bytes. */
    private static int write(Path file, int rows, long bytes) throws IOException {
        Random random = new Random(1);
        int written = 0;
        long size = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(
                            ",",
                            IntStream.range(0, COLUMNS).mapToObj(i -> "x" + i).toList())
                    + "\n");
            for (; written < rows && size < bytes; written++) {
                StringBuilder row = new StringBuilder();
                for (int column = 0; column < COLUMNS; column++) {
                    row.append(column == 0 ? "0." : ",0.").append(100_000 + random.nextInt(900_000));
                }
                out.write(row.append('\n').toString());
                size += row.length();
            }
        }
        return written;
    }

    private static void images(Path folder, int count) throws IOException {
        Random random = new Random(1);
        for (String kind : List.of("png", "jpg")) {
            Path own = Files.createDirectories(
                    folder.resolve(kind).resolve("images").resolve("some"));
            for (int i = 0; i < count; i++) {
                BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
                int slope = 1 + random.nextInt(4);
                for (int y = 0; y < SIDE; y++) {
                    for (int x = 0; x < SIDE; x++) {
                        image.setRGB(
                                x, y, (slope * x + y & 255) << 16 | (x * y / SIDE & 255) << 8 | random.nextInt(32));
                    }
                }
                ImageIO.write(image, kind, own.resolve(i + "." + kind).toFile());
            }
            List<Path> files;
            try (Stream<Path> inside = Files.list(own)) {
                files = inside.toList();
            }
            row(kind + ", ImageIO alone", count, "images", () -> {
                for (Path file : files) {
                    ImageIO.read(file.toFile());
                }
            });
            row(kind + ", images", count, "images", () -> open(IMAGES, folder.resolve(kind)));
        }
    }

    private static void peak(Path folder, long bytes) throws IOException {
        int rows = write(folder.resolve("rows.csv"), Integer.MAX_VALUE, bytes);
        Data data = open(TABLE, folder);
        System.out.printf(
                Locale.ROOT,
                "%,d bytes, %,d rows of %d numbers (%,d bytes as floats), %,d trained on%n",
                Files.size(folder.resolve("rows.csv")),
                rows,
                COLUMNS,
                4L * COLUMNS * rows,
                data.split(Data.TRAIN).size());
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            lines.filter(line -> line.startsWith("VmHWM")).forEach(System.out::println);
        }
    }

    /** Prints the median of what is read in a second, and in a second of processor time: others may be computing. */
    private static void row(String what, int count, String unit, Reading reading) throws IOException {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double[] seconds = new double[ROUNDS];
        double[] worked = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            long before = machine.getProcessCpuTime();
            reading.read();
            seconds[round] = (System.nanoTime() - begin) / NANOSECONDS;
            worked[round] = (machine.getProcessCpuTime() - before) / NANOSECONDS;
        }
        Arrays.sort(seconds);
        Arrays.sort(worked);
        System.out.printf(
                Locale.ROOT,
                "%s\t%,.0f %s/s\t%,.0f %s/s of processor time%n",
                what,
                count / seconds[ROUNDS / 2],
                unit,
                count / worked[ROUNDS / 2],
                unit);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static Data open(String data, Path folder) {
        String file = "study: loading\nquestion: How fast?\ndata: " + data
                + "\nmodel: [{dense: 1}]\nloss: squared-error\ntrain: {optimizer: {sgd: 0.1}, epochs: 1, batch: 16}\n";
        Spec<Dataset<?>> spec = ExperimentReader.read(
                        "loading.yaml",
                        file,
                        new PluginFolder(folder.resolve("plugins"), folder.resolve("copies")).registry(),
                        Overrides.NONE)
                .variants()
                .getFirst()
                .configuration()
                .sections()
                .data();
        return ((Dataset<Record>) spec.plugin()).open(spec.config(), new org.recurve.api.data.Files() {
            @Override
            public Path path(org.recurve.api.data.Source source) {
                throw new UnsupportedOperationException("nothing is fetched");
            }

            @Override
            public Path own(String path) {
                return folder.resolve(path);
            }
        });
    }
}
