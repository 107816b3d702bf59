package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.datasets.division.Fold;
import org.recurve.datasets.scaling.Scale;
import org.recurve.datasets.sound.SoundLayout;
import org.recurve.datasets.sound.SoundScale;
import org.recurve.datasets.sound.WavDataset;
import org.recurve.datasets.text.PlainTokens;

class SharedFoldsTest {
    private static final int FOLDS = 3;

    @TempDir
    private Path folder;

    @Test
    void picturesAreReadOnceForAllFolds() throws IOException {
        for (int i = 0; i < 12; i++) {
            BufferedImage picture = new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setSample(1, 1, 0, i * i);
            ImageIO.write(picture, "png", file(i, ".png").toFile());
        }
        servesAllFolds(new ImageDataset(), fold -> images(fold, Optional.empty()));
    }

    @Test
    void masksAreReadOnceForAllFolds() throws IOException {
        Path masks = Files.createDirectories(folder.resolve("masks"));
        for (int i = 0; i < 12; i++) {
            BufferedImage picture = new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setSample(i % 2, i % 3, 0, 1);
            ImageIO.write(picture, "png", file(i, ".png").toFile());
            Path mask = masks.resolve(folder.resolve("all").relativize(file(i, ".png")));
            Files.createDirectories(mask.getParent());
            ImageIO.write(picture, "png", mask.toFile());
        }
        servesAllFolds(new ImageDataset(), fold -> images(fold, Optional.of("masks")));
    }

    @Test
    void soundsAreReadOnceForAllFolds() throws IOException {
        AudioFormat format = new AudioFormat(800, 16, 1, true, false);
        for (int i = 0; i < 12; i++) {
            byte[] samples = new byte[64];
            samples[2 * i] = (byte) (i + 1);
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(samples), format, 32),
                    AudioFileFormat.Type.WAVE,
                    file(i, ".wav").toFile());
        }
        servesAllFolds(new WavDataset(), this::sounds);
    }

    @Test
    void textsAreReadOnceForAllFolds() throws IOException {
        for (int i = 0; i < 12; i++) {
            Files.writeString(file(i, ".txt"), "word" + i + " of " + i % 5);
        }
        servesAllFolds(new TextDataset(), this::texts);
    }

    private Path file(int number, String ending) throws IOException {
        return Files.createDirectories(folder.resolve("all").resolve(number % 2 == 0 ? "a" : "b"))
                .resolve(number + ending);
    }

    /** What one reading gives for all folds is what each gives alone, though the files are gone by then. */
    private <C extends Record> void servesAllFolds(Dataset<C> dataset, Function<Optional<Fold>, C> settings)
            throws IOException {
        Map<C, Data> alone = new Fold(1, FOLDS)
                .all().stream()
                        .map(fold -> settings.apply(Optional.of(fold)))
                        .collect(Collectors.toMap(Function.identity(), each -> open(dataset, each)));
        Map<C, Supplier<Data>> openings =
                dataset.openings(settings.apply(Optional.of(new Fold(2, FOLDS))), OwnDataTest.below(folder));
        Files.move(folder.resolve("all"), folder.resolve("gone"));
        assertEquals(alone.keySet(), openings.keySet());
        Set<String> digests = new HashSet<>();
        alone.forEach((each, data) -> {
            Data shared = openings.get(each).get();
            assertEquals(data.digest(), shared.digest());
            assertEquals(data.form(), shared.form());
            data.splits().forEach((split, examples) -> alike(data, shared, split, examples));
            digests.add(shared.digest());
        });
        assertEquals(FOLDS, digests.size());
    }

    private <C extends Record> Data open(Dataset<C> dataset, C settings) {
        return dataset.open(settings, OwnDataTest.below(folder));
    }

    private static void alike(Data data, Data shared, String split, Examples examples) {
        assertEquals(examples.size(), shared.split(split).size());
        for (int i = 0; i < examples.size(); i++) {
            for (Field field : data.fields()) {
                assertArrayEquals(
                        OwnDataTest.read(data, split, i, field.name()),
                        OwnDataTest.read(shared, split, i, field.name()));
            }
        }
    }

    private static ImageDataset.Config images(Optional<Fold> fold, Optional<String> masks) {
        return new ImageDataset.Config(
                "all",
                ImageDataset.Colour.AS_FOUND,
                0.2,
                0,
                0,
                Optional.of(Scale.STANDARD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                fold,
                Optional.empty(),
                Optional.empty(),
                masks,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private WavDataset.Config sounds(Optional<Fold> fold) {
        return new WavDataset.Config(
                "all",
                8,
                4,
                SoundScale.MAGNITUDE,
                SoundLayout.SEQUENCE,
                Optional.empty(),
                0.2,
                0,
                0,
                Optional.of(Scale.STANDARD),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                fold,
                Optional.empty(),
                Optional.empty());
    }

    private TextDataset.Config texts(Optional<Fold> fold) {
        return new TextDataset.Config(
                "all",
                TextDataset.Each.FILE,
                PlainTokens.WORDS,
                8,
                99,
                0.2,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                fold,
                Optional.empty(),
                Optional.empty());
    }
}
