package org.recurve.datasets.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputForm;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.scaling.Scale;
import org.recurve.testkit.Contract;

class WavDatasetTest {
    private static final int RATE = 800;

    @TempDir
    Path folder;

    /** Settings of a test. */
    private record Form(SoundLayout layout, Optional<Double> seconds, Optional<Scale> scale, Optional<String> labels) {
        WavDataset.Config config(double share) {
            return new WavDataset.Config(
                    "calls",
                    8,
                    4,
                    SoundScale.MAGNITUDE,
                    layout,
                    seconds,
                    share,
                    share,
                    0,
                    scale,
                    Optional.empty(),
                    labels,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private static final Form SEQUENCES =
            new Form(SoundLayout.SEQUENCE, Optional.empty(), Optional.empty(), Optional.empty());
    private static final Form IMAGES =
            new Form(SoundLayout.IMAGE, Optional.empty(), Optional.empty(), Optional.empty());

    /** Writes a file of the published form: RIFF, WAVE, a chunk that nobody reads, the format, the samples. */
    private Path write(String name, int code, int channels, int rate, int bits, int... samples) throws IOException {
        ByteBuffer out =
                ByteBuffer.allocate(44 + 12 + samples.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(out.capacity() - 8);
        out.put("WAVELIST".getBytes(StandardCharsets.US_ASCII))
                .putInt(3)
                .putInt(7); // a chunk of 3 bytes and one to be even
        out.put("fmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        out.putShort((short) code).putShort((short) channels).putInt(rate);
        out.putInt(rate * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits);
        out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length * bits / 8);
        for (int sample : samples) {
            switch (bits) {
                case 8 -> out.put((byte) sample);
                case 16 -> out.putShort((short) sample);
                default -> out.putInt(sample);
            }
        }
        Path file = folder.resolve("calls").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, out.array());
    }

    /** A sine at one of the five frequencies of a window of 8. */
    private static int[] sine(int samples, int bin) {
        int[] sine = new int[samples];
        for (int i = 0; i < samples; i++) {
            sine[i] = (int) Math.rint(16384 * StrictMath.sin(StrictMath.PI * bin * i / 4));
        }
        return sine;
    }

    private void tone(String name, int samples, int bin) throws IOException {
        write(name, 1, 1, RATE, 16, sine(samples, bin));
    }

    private Data open(Form form) {
        return new WavDataset().open(form.config(0), below(folder));
    }

    private String refused(Form form) {
        return refusal(new WavDataset(), form.config(0), folder);
    }

    private static int at(Data data, int id) {
        return data.split(Data.TRAIN).id(0) == id ? 0 : 1;
    }

    @Test
    void aFrameIsAStepAndAFolderAClass() throws IOException {
        tone("high/a.wav", 8, 2);
        tone("low/b.wav", 14, 1);
        Data data = open(SEQUENCES);
        assertEquals(Shape.of(2, 5), data.field(Field.INPUT).shape());
        assertEquals(List.of("high", "low"), data.field(Field.TARGET).classes());
        float[] high = read(data, Data.TRAIN, at(data, 0), Field.INPUT);
        float[] expected = {0, .125f, .25f, .125f, 0, 0, 0, 0, 0, 0};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], high[i], 1e-4, "number " + i); // of samples rounded to 16 bits
        }
        assertArrayEquals(new float[] {1}, read(data, Data.TRAIN, at(data, 0), Field.LENGTH));
        assertArrayEquals(new float[] {2}, read(data, Data.TRAIN, at(data, 1), Field.LENGTH));
        assertArrayEquals(new float[] {1}, read(data, Data.TRAIN, at(data, 1), Field.TARGET));
    }

    @Test
    void anImageHasFrequenciesByFrames() throws IOException {
        tone("high/a.wav", 12, 3);
        tone("low/b.wav", 12, 1);
        Data frames = open(SEQUENCES);
        Data data = open(IMAGES);
        assertEquals(Shape.of(1, 5, 2), data.field(Field.INPUT).shape());
        float[] image = read(data, Data.TRAIN, 0, Field.INPUT);
        float[] sequence = read(frames, Data.TRAIN, 0, Field.INPUT);
        for (int bin = 0; bin < 5; bin++) {
            assertEquals(sequence[bin], image[2 * bin]);
            assertEquals(sequence[5 + bin], image[2 * bin + 1]);
        }
        tone("low/b.wav", 16, 1);
        assertEquals(
                "calls/low/b.wav has 3 frames, but calls/high/a.wav 2, and images of one size are read; give all sounds"
                        + " a length with seconds, or write layout: sequence",
                refused(IMAGES));
        Form one = new Form(SoundLayout.IMAGE, Optional.of(0.02), Optional.empty(), Optional.empty());
        assertEquals(
                Shape.of(1, 5, 3), open(one).field(Field.INPUT).shape()); // 16 samples, two frames a half apart more
    }

    @Test
    void channelsAreMixedToOne() throws IOException {
        int[] mono = sine(8, 2);
        int[] stereo = new int[16];
        for (int i = 0; i < 8; i++) {
            stereo[2 * i] = mono[i];
            stereo[2 * i + 1] = -32768;
        }
        assertArrayEquals(
                new float[] {(16384 - 32768) / 65536f},
                PcmFile.read(write("x/a.wav", 1, 2, RATE, 16, 16384, -32768)).samples());
        assertEquals(8, PcmFile.read(write("x/a.wav", 1, 2, RATE, 16, stereo)).samples().length);
    }

    @Test
    void predictReadsASoundAsItsModelDid() throws IOException {
        tone("high/a.wav", 16, 3);
        tone("low/b.wav", 12, 1);
        Data data = open(SEQUENCES);
        Field input = data.field(Field.INPUT);
        Path asked = folder.resolve("calls/low/b.wav");
        float[] frames = new WavDataset().read(asked, input, data.form()).getFirst();
        assertArrayEquals(Arrays.copyOf(read(data, Data.TRAIN, at(data, 1), Field.INPUT), 10), frames);
        assertEquals(10, frames.length, "two steps of three");
        tone("low/b.wav", 20, 1);
        assertEquals(
                asked + " has 4 frames, but the model reads at most 3; cut it",
                assertThrows(InvalidSetting.class, () -> new WavDataset().read(asked, input, data.form()))
                        .getMessage());
        write("low/b.wav", 1, 1, 2 * RATE, 16, sine(12, 1));
        assertEquals(
                asked + " has 1600 samples a second, but what the model learnt from 800; convert one of them, as with"
                        + " ffmpeg -i b.wav -ar 800 converted.wav",
                assertThrows(InvalidSetting.class, () -> new WavDataset().read(asked, input, data.form()))
                        .getMessage());
        assertEquals(
                asked + " is a sound, but this model reads no sounds; its input is 3×5 numbers",
                assertThrows(InvalidSetting.class, () -> new WavDataset().read(asked, input, Optional.empty()))
                        .getMessage());
    }

    @Test
    void everyFrequencyIsScaledByItself() throws IOException {
        tone("high/a.wav", 12, 3);
        tone("low/b.wav", 8, 1);
        Data data =
                open(new Form(SoundLayout.SEQUENCE, Optional.empty(), Optional.of(Scale.STANDARD), Optional.empty()));
        InputForm.Sound form = (InputForm.Sound) data.form().orElseThrow();
        assertEquals(5, form.scaling().orElseThrow().features());
        assertEquals(1 / 6.0, form.scaling().orElseThrow().shifts().get(3), 1e-4); // 0.25, 0.25, 0: three steps in all
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        String convert =
                ", and whole numbers of 8, 16, 24 or 32 bits and floats are read; convert it, as with ffmpeg -i a.wav"
                        + " -c:a pcm_s16le converted.wav";
        write("x/a.wav", 1, 1, RATE, 64, 1, 2, 3);
        assertEquals("calls/x/a.wav has whole numbers of 64 bits" + convert, refused(SEQUENCES));
        write("x/a.wav", 3, 1, RATE, 16, 1, 2, 3);
        assertEquals("calls/x/a.wav has floats of 16 bits" + convert, refused(SEQUENCES));
        write("x/a.wav", 3, 1, RATE, 32, 0, 0x7f800000);
        assertEquals(
                "calls/x/a.wav has a sample that is no finite number, its number 2; save it again", refused(SEQUENCES));
        write("x/a.wav", 2, 1, RATE, 8, 1, 2, 3);
        assertEquals("calls/x/a.wav has compressed samples (format 2)" + convert, refused(SEQUENCES));
        write("x/a.wav", 1, 0, RATE, 16, 1, 2, 3);
        assertEquals(
                "calls/x/a.wav says that it has 0 channels of 800 samples a second; save it again", refused(SEQUENCES));
        tone("x/a.wav", 7, 1);
        assertEquals(
                "calls/x/a.wav has 7 samples, fewer than a frame of 8; lower window, let seconds fill it with silence,"
                        + " or leave the file out",
                refused(SEQUENCES));
        tone("x/a.wav", 8, 1);
        write("x/b.wav", 1, 1, 44100, 16, sine(8, 1));
        assertEquals(
                "calls/x/b.wav has 44100 samples a second, but calls/x/a.wav 800; convert one of them, as with ffmpeg"
                        + " -i b.wav -ar 800 converted.wav",
                refused(SEQUENCES));
        Files.writeString(folder.resolve("calls/x/b.wav"), "no sound at all");
        assertEquals(
                "calls/x/b.wav is no WAV file, whatever its name says; convert it to WAV of 16-bit whole numbers (PCM)",
                refused(SEQUENCES));
        Files.delete(folder.resolve("calls/x/b.wav"));
        Files.delete(folder.resolve("calls/x/a.wav"));
        assertEquals("the class folder calls/x is empty; fill it with examples, or delete it", refused(SEQUENCES));
    }

    @Test
    void refusesEveryPrefixOfAFile() throws IOException {
        Path file = write("x/a.wav", 1, 1, RATE, 16, sine(8, 1));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Path cut = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, length));
            String message = assertThrows(InvalidSetting.class, () -> PcmFile.read(cut), "cut at " + length)
                    .getMessage();
            assertTrue(message.startsWith(cut.toString()), message);
        }
    }

    @Test
    void settingsThatMeanNothingAreRefused() {
        assertEquals(
                "seconds 0.0 is no length of a sound; write a number above 0",
                assertThrows(
                                InvalidSetting.class,
                                () -> new Form(SoundLayout.IMAGE, Optional.of(0.0), Optional.empty(), Optional.empty())
                                        .config(0))
                        .getMessage());
        assertEquals(
                "seconds 1.0E9 is longer than an hour, and each sound would be filled up to that; write at most 3600",
                assertThrows(
                                InvalidSetting.class,
                                () -> new Form(SoundLayout.IMAGE, Optional.of(1e9), Optional.empty(), Optional.empty())
                                        .config(0))
                        .getMessage());
        assertEquals(
                "window 500 is no power of 2; write 256 or 512",
                assertThrows(
                                InvalidSetting.class,
                                () -> new WavDataset.Config(
                                        "calls",
                                        500,
                                        4,
                                        SoundScale.DECIBELS,
                                        SoundLayout.IMAGE,
                                        Optional.empty(),
                                        0,
                                        0,
                                        0,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()))
                        .getMessage());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        StringBuilder rows = new StringBuilder("file,label\n");
        for (int i = 0; i < 10; i++) {
            tone(i + ".wav", 8 + 2 * i, 1 + i % 3);
            rows.append(i).append(".wav,").append(i % 2).append('\n');
        }
        Files.writeString(folder.resolve("labels.csv"), rows);
        Form labelled = new Form(SoundLayout.SEQUENCE, Optional.empty(), Optional.empty(), Optional.of("labels.csv"));
        return Contract.dataset(new WavDataset(), labelled.config(0.2), below(folder))
                .tests();
    }
}
