package org.recurve.optimization.initializer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.random.Stream;

class FileInitializerTest {
    /** By {@code printf '1, 2\n-3 4e-1\n' | sha256sum}. */
    private static final String SHA256 = "9acb46358ca4e69f827eb27ee51de9acb581e3fc0c78fd680c5ffd566752692b";

    @TempDir
    Path folder;

    private float[] draw(String text, String sha256, int... dims) {
        Path file = folder.resolve("w.txt");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        FileInitializer.Config config = new FileInitializer.Config(file.toString(), sha256);
        return new FileInitializer().draw(config, new Weights(Shape.of(dims), 2, 2), Stream.of(1));
    }

    private String refused(String text, String sha256, int... dims) {
        return assertThrows(InvalidSetting.class, () -> draw(text, sha256, dims))
                .getMessage();
    }

    @Test
    void numbersAreReadInRowMajorOrder() {
        assertArrayEquals(new float[] {1, 2, -3, 0.4f}, draw("1, 2\n-3 4e-1\n", SHA256, 2, 2));
    }

    @Test
    void aByteOrderMarkIsNoNumber() {
        assertArrayEquals(
                new float[] {1, 2},
                draw("\uFEFF1, 2", "8ced3418af79fb448263e25b10a54e5b2b4db5e5d5d31090290ba70e9af29821", 2));
    }

    @Test
    void whatIsNotFiniteIsRefused() {
        String nan = refused("1, NaN\n", "dad7107aaf3465f26335dcd708bb482a5f3d2983ba1bce7fe51853ce60e1f8be", 2);
        assertTrue(nan.contains("\"NaN\", entry 2 of"), nan);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertTrue(refused("1, 2\n-3 4e-1\n", SHA256, 5).contains("has 4 numbers, but this parameter is"));
        String other = refused("1, 2\n-3 4e-2\n", SHA256, 2, 2);
        assertTrue(other.contains("has other content than was meant"), other);
        String word = refused("1, two\n", "fe4959f54db0c6212ee4b4c4aee06c71538b4db889d601ea1367bbab85e5fe8f", 2);
        assertTrue(word.contains("\"two\", entry 2 of"), word);
        FileInitializer.Config absent =
                new FileInitializer.Config(folder.resolve("none").toString(), SHA256);
        assertThrows(
                InvalidSetting.class,
                () -> new FileInitializer().draw(absent, new Weights(Shape.of(1), 1, 1), Stream.of(1)));
    }
}
