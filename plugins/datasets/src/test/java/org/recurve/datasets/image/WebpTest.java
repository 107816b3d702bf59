package org.recurve.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/** WebP files that libwebp wrote, and the samples that it reads from them. */
class WebpTest {
    private static final String LOSSLESS =
            "UklGRkAAAABXRUJQVlA4TDQAAAAvAkAAAC9AkG2zOQzs/jLXIJO2yV//dmZtZNI2rYfe8+9y8x8g7uRRswUCATJEiyUR/Y8c";
    private static final String ALPHA =
            "UklGRkIAAABXRUJQVlA4TDUAAAAvAUAAEB8gpiHMp39ePcSkCfjZP/AUtG3D9I8/4EkCEiLPTfNMAJvZ2xfUtG3A4jfpiOh/cAA=";
    private static final String TURNED =
            "UklGRnQAAABXRUJQVlA4WAoAAAAIAAAAAgAAAQAAVlA4TDQAAAAvAkAAAC9AkG2zOQzs/jLXIJO2yV//dmZtZNI2rYfe8+9y8x8g7uRRswUCATJE"
                    + "iyUR/Y8cRVhJRhoAAABNTQAqAAAACAABARIAAwAAAAEABgAAAAAAAA==";
    private static final String LOSSY =
            "UklGRjoAAABXRUJQVlA4IC4AAACwAQCdASoIAAgAAMASJaQAAl1rYnJAAP7/jR1BLD/W7WvfQj0m0GNIWfsG0AAA";
    private static final String ANIMATED =
            "UklGRsYAAABXRUJQVlA4WAoAAAASAAAAAgAAAQAAQU5JTQYAAAAAAAAAAABBTk1GTgAAAAAAAAAAAAIAAAEAADIAAAJWUDhMNQAAAC8CQAAAL0CQ"
                    + "bTOJeQ3wrtcgk7bJXUNzP21kAhZbB7f+aVQy/wHiTlY9toFAgAwRo0RE/yMHAEFOTUZEAAAAAAAAAAAAAgAAAQAAMgAA"
                    + "AFZQOEwsAAAALwJAABAnIBBIgtifcCAhQUL2/1W7QIBw4n/LiPkPAFnpAwJJW7ztj+h/dAc=";

    @TempDir
    Path folder;

    private Path file(byte... bytes) throws IOException {
        return Files.write(folder.resolve("a.webp"), bytes);
    }

    private DecodedImage decoded(String file) throws IOException {
        return DecodedImage.read(file(Base64.getDecoder().decode(file)));
    }

    private static int[] samples(DecodedImage image) {
        int[] samples = new int[image.shape().size()];
        Arrays.setAll(samples, image::at);
        return samples;
    }

    @Test
    void withoutLossEverySampleIsRead() throws IOException {
        DecodedImage image = decoded(LOSSLESS);
        assertEquals(Shape.of(3, 2, 3), image.shape());
        assertArrayEquals(
                new int[] {255, 0, 0, 10, 200, 0, 0, 255, 0, 20, 100, 0, 0, 0, 255, 30, 50, 0}, samples(image));
        DecodedImage transparent = decoded(ALPHA);
        assertEquals(Shape.of(4, 2, 2), transparent.shape());
        assertArrayEquals(new int[] {255, 0, 1, 9, 0, 255, 2, 8, 0, 0, 3, 7, 255, 128, 0, 64}, samples(transparent));
    }

    @Test
    void aPictureIsTurnedAsItSays() throws IOException {
        DecodedImage image = decoded(TURNED);
        assertEquals(Shape.of(3, 3, 2), image.shape());
        assertArrayEquals(new int[] {10, 255, 200, 0, 0, 0}, Arrays.copyOf(samples(image), 6));
    }

    /** Rounding from YUV to RGB, and between samples of colour, is free: libwebp has these, to one or two. */
    @Test
    void withLossSamplesAreThoseOfLibwebp() throws IOException {
        DecodedImage image = decoded(LOSSY);
        int[] grey = {
            1, 17, 31, 48, 65, 82, 95, 112, 10, 27, 41, 57, 75, 91, 105, 121, 26, 42, 56, 72, 90, 106, 120, 136, 35, 52,
            65, 83, 99, 116, 129, 147, 48, 63, 79, 95, 113, 127, 144, 158, 59, 76, 92, 108, 126, 140, 157, 171, 72, 88,
            105, 120, 137, 151, 169, 183, 85, 101, 116, 128, 146, 160, 177, 191
        };
        assertEquals(Shape.of(3, 8, 8), image.shape());
        int[] samples = samples(image);
        for (int i = 0; i < samples.length; i++) {
            int place = i;
            assertTrue(Math.abs(samples[i] - grey[i % 64]) <= 2, () -> place + " is " + samples[place]);
        }
    }

    @Test
    void animationsAndPartsOfFilesAreRefused() throws IOException {
        Path file = file(Base64.getDecoder().decode(ANIMATED));
        assertEquals(
                file + " is an animation; save each of its pictures as a file of its own",
                assertThrows(InvalidSetting.class, () -> DecodedImage.read(file))
                        .getMessage());
        byte[] whole = Base64.getDecoder().decode(LOSSLESS);
        for (int length = 12; length < whole.length; length++) {
            file(Arrays.copyOf(whole, length));
            assertEquals(
                    file + " ends before its image does: it was cut off; copy or save it again",
                    assertThrows(InvalidSetting.class, () -> DecodedImage.read(file))
                            .getMessage());
        }
    }
}
