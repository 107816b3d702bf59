package org.recurve.datasets.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as bytes, written out after the published form, of the samples 0.5, -1, 0.25 and 0. */
class PcmFileTest {
    private static final String HALF_OF_HALVES = "0000003f 000080bf 0000803e 00000000";

    @TempDir
    Path folder;

    private PcmFile read(String hex) throws IOException {
        return PcmFile.read(Files.write(folder.resolve("a.wav"), HexFormat.of().parseHex(hex.replaceAll("\\s", ""))));
    }

    /** RIFF, a size, WAVE; fmt with a code, channels, 8000 samples a second, bytes a second, bytes of all channels, bits. */
    private static String file(String code, String channels, String frame, String bits, String size, String data) {
        return "52494646 00000000 57415645 666d7420 10000000 " + code + channels + "401f0000 00000000" + frame + bits
                + "64617461" + size + data;
    }

    @Test
    void everyFormOfSamples() throws IOException {
        float[] expected = {0.5f, -1, 0.25f, 0};
        String[] files = {
            file("0100", "0100", "0100", "0800", "04000000", "c0 00 a0 80"),
            file("0100", "0100", "0200", "1000", "08000000", "0040 0080 0020 0000"),
            file("0100", "0100", "0300", "1800", "0c000000", "000040 000080 000020 000000"),
            file("0100", "0100", "0400", "2000", "10000000", "00000040 00000080 00000020 00000000"),
            file("0300", "0100", "0400", "2000", "10000000", HALF_OF_HALVES),
            file(
                    "0300",
                    "0100",
                    "0800",
                    "4000",
                    "20000000",
                    "000000000000e03f 000000000000f0bf 000000000000d03f 0000000000000000"),
        };
        for (String file : files) {
            assertArrayEquals(expected, read(file).samples(), file);
            assertEquals(8000, read(file).rate());
        }
    }

    /** The least steps of each form, where a sign or a byte in the wrong place shows. */
    @Test
    void samplesNextToZero() throws IOException {
        assertArrayEquals(
                new float[] {0x1p-7f, -0x1p-7f, 0x7fp-7f},
                read(file("0100", "0100", "0100", "0800", "03000000", "81 7f ff"))
                        .samples());
        assertArrayEquals(
                new float[] {0x1p-23f, -0x1p-23f, 0x7fffffp-23f, 0x8000p-23f},
                read(file("0100", "0100", "0300", "1800", "0c000000", "010000 ffffff ffff7f 008000"))
                        .samples());
    }

    @Test
    void channelsAreMixed() throws IOException {
        assertArrayEquals(
                new float[] {-0.25f, 0.125f},
                read(file("0100", "0200", "0600", "1800", "0c000000", "000040 000080 000020 000000"))
                        .samples());
        assertArrayEquals(
                new float[] {-0.25f, 0.125f},
                read(file("0300", "0200", "0800", "2000", "10000000", HALF_OF_HALVES))
                        .samples());
    }

    /** What writes into a pipe cannot go back to say how much it wrote. */
    @Test
    void samplesOfUnknownNumberReachToTheEnd() throws IOException {
        assertArrayEquals(
                new float[] {0.5f, -1},
                read(file("0100", "0100", "0200", "1000", "ffffffff", "0040 0080"))
                        .samples());
    }

    /** The extensible form names its samples by the first bytes of a GUID. */
    @Test
    void extensibleFormOfFloats() throws IOException {
        String extensible = "52494646 00000000 57415645 666d7420 28000000 feff 0100 401f0000 00000000 0400 2000"
                + " 1600 2000 00000000 0300 0000 0000 1000 8000 00aa00389b71 64617461 10000000" + HALF_OF_HALVES;
        assertArrayEquals(new float[] {0.5f, -1, 0.25f, 0}, read(extensible).samples());
    }

    /** By numpy: {@code abs(rfft(x[n:n+8] * w)) / sum(w)}, {@code w = 0.5 - 0.5 * cos(2 * pi * arange(8) / 8)}, {@code x = arange(12) % 5 / 4}. */
    @Test
    void spectrogramOfFloats() throws IOException {
        String ramp = "00000000 0000803e 0000003f 0000403f 0000803f";
        String all = ramp + ramp + "00000000 0000803e";
        float[] samples =
                read(file("0300", "0100", "0400", "2000", "30000000", all)).samples();
        float[] expected = {
            0.53125000f,
            0.37039527f,
            0.23030573f,
            0.17351048f,
            0.15625000f,
            0.54798543f,
            0.41049920f,
            0.18419653f,
            0.11770217f,
            0.11048543f
        };
        float[] found = new Spectrogram(8, 4, false).of(samples);
        assertEquals(expected.length, found.length, () -> Arrays.toString(found));
        assertArrayEquals(expected, found, 1e-7f);
    }
}
