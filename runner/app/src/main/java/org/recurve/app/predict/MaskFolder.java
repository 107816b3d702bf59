package org.recurve.app.predict;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.recurve.api.export.Table;
import org.recurve.api.measure.Sample;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/**
 * A folder where masks are written that a model answers with: PNG files of grey values, those that its classes are named by, or else the
 * numbers of classes, counted from 0, with a list of both beside them. Values above 255 are of 16 bits.
 *
 * @param csv writes a table as the text of a file
 */
record MaskFolder(Path folder, List<String> classes, Function<Table, String> csv) {
    private static final int BYTE_VALUES = 1 << 8;
    private static final int MOST_VALUES = 1 << 16;
    private static final String LIST = "classes.csv";

    /** Writes the mask of an input, under its name; a file that is there already is left as it is, and refused. */
    void write(AskedInput asked, Sample sample) {
        if (classes.isEmpty() || !AnswerTable.isMask(sample)) {
            throw new UserError(Problem.of(
                    "--masks writes the classes of pixels, and this model gives no class for each pixel",
                    "leave --masks out"));
        }
        int height = sample.shape().dim(0);
        int width = sample.shape().dim(1);
        BufferedImage image = new BufferedImage(
                width, height, largest() < BYTE_VALUES ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
        int[] answers = AnswerTable.answers(sample);
        for (int i = 0; i < answers.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, value(answers[i]));
        }
        Path file = folder.resolve(name(asked) + ".png");
        if (Files.exists(file)) {
            throw new UserError(Problem.of(
                    "the mask of " + asked.name() + " cannot be written: " + file + " exists",
                    "name another folder with --masks, or remove the file"));
        }
        try {
            Files.createDirectories(folder);
            if (!namedByValues()) {
                list(folder.resolve(LIST));
            }
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UserError(Problem.of(
                    file + " cannot be written: " + e.getMessage(), "name a folder that can be written with --masks"));
        }
    }

    /** Returns {@code scan} for {@code scan.png}, and {@code scans-2} for the second of {@code scans.npy}. */
    private static String name(AskedInput asked) {
        AskedSource source = asked.source();
        String name = String.valueOf(Path.of(source.file()).getFileName());
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name) + (source.number() == 0 ? "" : "-" + source.number());
    }

    /** Lists which value stands for which class, unless that is listed already. */
    private void list(Path file) throws IOException {
        List<OptionalLong> values =
                LongStream.range(0, classes.size()).mapToObj(OptionalLong::of).toList();
        String text =
                csv.apply(new Table(List.of(new Table.Integers("value", values), new Table.Texts("class", classes))));
        if (!Files.exists(file)) {
            Files.writeString(file, text);
        } else if (!Files.readString(file).equals(text)) {
            throw new UserError(
                    Problem.of(file + " lists other classes than this model has", "name another folder with --masks"));
        }
    }

    private boolean namedByValues() {
        return classes.stream().allMatch(name -> name.matches("\\d{1,5}") && Integer.parseInt(name) < MOST_VALUES);
    }

    /** Returns the largest value of a mask; those of one folder all have 8 bits, or all have 16. */
    private int largest() {
        int largest = IntStream.range(0, classes.size()).map(this::value).max().orElse(0);
        if (largest >= MOST_VALUES) {
            throw new UserError(Problem.of(
                    "this model has " + classes.size() + " classes, and a grey value says one of " + MOST_VALUES,
                    "leave --masks out"));
        }
        return largest;
    }

    private int value(int answer) {
        return namedByValues() ? Integer.parseInt(classes.get(answer)) : answer;
    }
}
