package org.recurve.datasets.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.MissingFile;

/**
 * A WAV file of samples that are not compressed: {@code RIFF}, a size, {@code WAVE}, then chunks, of which {@code fmt } says how the bytes
 * of {@code data} are meant. A file that was written into a pipe does not know its size: its samples are all that follows.
 *
 * @param rate samples a second
 * @param samples the mean of all channels: whole numbers from -1 to just below 1, floats as they are
 */
record PcmFile(int rate, float[] samples) {
    private static final int EXTENSIBLE = 0xfffe;
    private static final int PLAIN_FORM = 16;
    private static final long UNKNOWN = 0xffffffffL;

    /** Says how samples are meant. */
    private record SampleForm(int code, int channels, int rate, int bits) {}

    /** Reads a file; whatever is wrong with it ends in {@link InvalidSetting}. */
    static PcmFile read(Path file) {
        ByteBuffer in = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 12 || !name(in, 0).equals("RIFF") || !name(in, 8).equals("WAVE")) {
            throw new InvalidSetting(file + " is no WAV file, whatever its name says; convert it to WAV of 16-bit whole"
                    + " numbers (PCM)");
        }
        in.position(12);
        Optional<SampleForm> form = Optional.empty();
        while (in.remaining() >= 8) {
            String name = name(in, in.position());
            long said = Integer.toUnsignedLong(in.getInt(in.position() + 4));
            in.position(in.position() + 8);
            long length = name.equals("data") && said == UNKNOWN ? in.remaining() : said;
            if (length > in.remaining()) {
                throw new InvalidSetting(file + " promises " + length + " bytes of its chunk \"" + name
                        + "\", but ends after " + in.remaining() + ": it was cut off; copy or save it again");
            }
            if (name.equals("fmt ") && length >= PLAIN_FORM) {
                form = Optional.of(form(in, length));
            } else if (name.equals("data")) {
                return samples(
                        file,
                        form.orElseThrow(() -> new InvalidSetting(
                                file + " does not say what its samples are: it has no chunk \"fmt \" before them; save"
                                        + " it again")),
                        in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN));
            }
            in.position((int) Math.min(in.limit(), in.position() + length + length % 2));
        }
        throw new InvalidSetting(file + " holds no samples: it has no chunk \"data\"; save it again");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw MissingFile.of(file);
        } catch (IOException | OutOfMemoryError e) {
            throw new InvalidSetting(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String name(ByteBuffer in, int at) {
        return new String(in.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    /** Reads the chunk at the buffer's place; its extensible form says what samples are behind the 24 bytes of the plain one. */
    private static SampleForm form(ByteBuffer in, long length) {
        int at = in.position();
        int code = in.getShort(at) & 0xffff;
        boolean further = code == EXTENSIBLE && length >= 26;
        return new SampleForm(
                further ? in.getShort(at + 24) & 0xffff : code,
                in.getShort(at + 2) & 0xffff,
                in.getInt(at + 4),
                in.getShort(at + 14) & 0xffff);
    }

    private static PcmFile samples(Path file, SampleForm form, ByteBuffer data) {
        SampleFormat format = SampleFormat.of(form.code(), form.bits())
                .orElseThrow(() -> new InvalidSetting(file + " has "
                        + unread(form)
                        + ", and whole numbers of 8, 16, 24 or 32 bits and floats are read; convert it, as"
                        + " with ffmpeg -i " + file.getFileName() + " -c:a pcm_s16le converted.wav"));
        if (form.channels() == 0 || form.rate() <= 0) {
            throw new InvalidSetting(file + " says that it has " + form.channels() + " channels of " + form.rate()
                    + " samples a second; save it again");
        }
        float[] samples = new float[data.remaining() / (format.bytes() * form.channels())];
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            for (int channel = 0; channel < form.channels(); channel++) {
                sum += format.next(data);
            }
            samples[i] = (float) (sum / form.channels());
            if (!Float.isFinite(samples[i])) {
                throw new InvalidSetting(
                        file + " has a sample that is no finite number, its number " + (i + 1) + "; save it again");
            }
        }
        return new PcmFile(form.rate(), samples);
    }

    private static String unread(SampleForm form) {
        return switch (form.code()) {
            case SampleFormat.PCM -> "whole numbers of " + form.bits() + " bits";
            case SampleFormat.FLOAT -> "floats of " + form.bits() + " bits";
            default -> "compressed samples (format " + form.code() + ")";
        };
    }
}
