package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.random.Stream;
import org.recurve.app.Golden;
import org.recurve.app.command.Shell.Answer;

/** From a folder of images of different sizes to a trained net, and what is said of nets that do not take them. */
class ImagesOfSizesTest {
    private static final String FILE = """
            study: sizes
            data: {images: {folder: shapes, colour: grey, validation: 0.2, test: 0.2}}
            model:
              - conv: {filters: 4, kernel: 3}
              - relu
              - global-pool: average
              - dense: 2
            loss: cross-entropy
            train: {optimizer: {adam: 0.01}, epochs: 2, batch: 4}
            measure: [validation.accuracy, test.accuracy]
            seeds: 1
            """;

    private static final int EACH = 15;

    @TempDir
    Path folder;

    /** Dark and light noise, in three sizes. */
    @BeforeEach
    void drawImages() throws IOException {
        for (int i = 0; i < 2 * EACH; i++) {
            Path file = folder.resolve("shapes")
                    .resolve(i % 2 == 0 ? "dark" : "light")
                    .resolve(i + ".png");
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(5 + i % 3, 8 - i % 3, BufferedImage.TYPE_BYTE_GRAY);
            Stream random = Stream.of(i);
            for (int pixel = 0; pixel < image.getWidth() * image.getHeight(); pixel++) {
                int x = pixel % image.getWidth();
                image.getRaster().setSample(x, pixel / image.getWidth(), 0, 100 * (i % 2) + random.below(pixel, 120));
            }
            assertTrue(ImageIO.write(image, "png", file.toFile()));
        }
    }

    private Answer answer(String command, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), text);
        return recurve(command, file, "--data", folder, "--store", folder.resolve("store"));
    }

    @Test
    void imagesOfDifferentSizesTrainAndAreReproduced() throws IOException {
        Answer run = answer("run", FILE);
        assertEquals(0, run.code(), run.err());
        Answer verified = recurve("verify", "sizes", "--data", folder, "--store", folder.resolve("store"));
        assertEquals(0, verified.code(), verified.err());
        Answer check = answer("check", FILE);
        assertTrue(check.out().contains("3 sizes, the largest 1×7×6"), check.out());
    }

    @Test
    void whatDoesNotFitEverySizeIsSaidBeforeTheFirstStep() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String change : new String[] {"flatten", "conv: {filters: 2, kernel: 5}"}) {
            Answer answer = answer("check", FILE.replace("global-pool: average", change));
            assertEquals(2, answer.code(), answer.out());
            said.append(answer.err().replace(folder + "/", ""));
        }
        new Golden("sizes-misfits").matches(said.toString());
    }
}
