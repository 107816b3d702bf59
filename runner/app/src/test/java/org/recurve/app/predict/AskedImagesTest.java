package org.recurve.app.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** Models of images that were trained here in a moment, asked as a user would. */
class AskedImagesTest {
    private final Path folder;
    private final AskedStudy study;

    AskedImagesTest(@TempDir Path folder) {
        this.folder = folder;
        this.study = new AskedStudy(folder);
    }

    @Test
    void imagesAreReadAsThoseOfTheTrainingData() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 30; i++) {
            draw("pictures/dark/" + i, 40 + random.nextInt(40), 4);
            draw("pictures/light/" + i, 180 + random.nextInt(40), 4);
        }
        study.train("""
            study: shades
            data: {images: pictures}
            model: [flatten, {dense: 2}]
            loss: cross-entropy
            measure: [test.accuracy]
            """ + AskedStudy.TRAIN);
        Answer answer =
                study.ask("predict", "shades", draw("new-light", 250, 4), draw("new-dark", 3, 4), "--as", "csv");
        assertEquals(0, answer.code(), answer.err());
        List<String> lines = answer.out().lines().toList();
        assertEquals("input,class,probability dark,probability light", lines.getFirst());
        assertTrue(lines.get(1).contains("new-light.png,light,"), answer.out());
        assertTrue(lines.get(2).contains("new-dark.png,dark,"), answer.out());
        Answer wrong = study.ask("predict", "shades", draw("large", 9, 5));
        assertEquals(2, wrong.code());
        assertTrue(
                wrong.err()
                        .contains(
                                "large.png is of 1×5×5 (channels, height, width), the model learnt from 1×4×4, and its"
                                        + " layers cannot read another size: the weights do not fit the model on these examples:"
                                        + " dense1.w: the model has 2×25, the weights have 2×16"),
                wrong.err());
        Path cut =
                Files.write(folder.resolve("cut.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        Answer torn = study.ask("predict", "shades", cut);
        assertEquals(2, torn.code());
        assertTrue(torn.err().contains("it was cut off"), torn.err());
    }

    /** What a net learns behind a global pooling holds for any size: of images of one shade, the same whatever the size. */
    @Test
    void imagesMayHaveSizesThatNobodyTrainedOn() throws IOException {
        for (int i = 0; i < 20; i++) {
            draw("pictures/light/" + i, 250 - i, 4);
            draw("pictures/dark/" + i, i, 4);
        }
        study.train("""
            study: sizes
            data: {images: {folder: pictures, scale: standard}}
            model: [{conv: {filters: 2, kernel: 2}}, tanh, {global-pool: average}, {dense: 2}]
            loss: cross-entropy
            """ + AskedStudy.TRAIN);
        Answer answer = study.ask(
                "predict",
                "sizes",
                draw("p", 90, 4),
                draw("q", 90, 9),
                draw("r", 90, 7),
                draw("s", 30, 7),
                "--as",
                "csv");
        assertEquals(0, answer.code(), answer.err());
        List<String> shades = answer.out()
                .lines()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',')))
                .map(line -> line.replaceAll("(0\\.\\d{5})\\d*", "$1")) // sums of more pixels round otherwise
                .toList();
        assertEquals(shades.get(0), shades.get(1));
        assertEquals(shades.get(0), shades.get(2));
        assertFalse(shades.get(0).equals(shades.get(3)), answer.out());
        Answer small = study.ask("predict", "sizes", draw("q", 90, 9), draw("tiny", 90, 1));
        assertEquals(2, small.code());
        assertTrue(small.err().contains("tiny.png is of 1×1×1"), small.err());
    }

    private Path draw(String name, int grey, int side) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < side * side; i++) {
            image.getRaster().setSample(i % side, i / side, 0, grey);
        }
        Path file = folder.resolve(name + ".png");
        Files.createDirectories(file.resolveSibling(""));
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
