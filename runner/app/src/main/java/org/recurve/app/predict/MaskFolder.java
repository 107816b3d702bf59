package org.recurve.app.predict;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.recurve.api.export.Table;
import org.recurve.api.measure.Sample;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;

/**
 * A folder where masks are written that a model answers with: PNG files of grey values, those that its classes are named by, or else the
 * numbers of classes, counted from 0, with a list of both beside them.
 *
 * @param csv writes a table as the text of a file
 */
record MaskFolder(Path folder, List<String> classes, Function<Table, String> csv) {
    private static final int VALUES = 256;
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
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        int[] answers = AnswerTable.answers(sample);
        for (int i = 0; i < answers.length; i++) {
            image.getRaster().setSample(i % width, i / width, 0, value(answers[i]));
        }
        String name = String.valueOf(Path.of(asked.name()).getFileName());
        int dot = name.lastIndexOf('.');
        Path file = folder.resolve((dot > 0 ? name.substring(0, dot) : name) + ".png");
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
        return classes.stream().allMatch(name -> name.matches("\\d{1,3}") && Integer.parseInt(name) < VALUES);
    }

    private int value(int answer) {
        return namedByValues() ? Integer.parseInt(classes.get(answer)) : Math.min(answer, VALUES - 1);
    }
}
