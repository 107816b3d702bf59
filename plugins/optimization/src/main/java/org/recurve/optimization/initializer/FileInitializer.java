package org.recurve.optimization.initializer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.recurve.api.data.DecimalNumber;
import org.recurve.api.data.Utf8Reader;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.random.Stream;

/**
 * Numbers from a text file, separated by white space or commas, in row-major order. The file's SHA-256 is part of the
 * settings: a trial whose beginning lay in a file of any content could not be repeated.
 */
@Plugin(id = "from-file", version = 1, summary = "numbers from a text file of known content, row-major")
public final class FileInitializer implements Initializer<FileInitializer.Config> {
    /** The settings. */
    public record Config(
            @Doc("the file, from the folder in which the command is given") @Main
            String path,

            @Doc("its SHA-256, 64 hexadecimal digits") String sha256) {}

    @Override
    public float[] draw(Config config, Weights weights, Stream random) {
        String[] words = text(config).strip().split("[\\s,]+");
        int size = weights.shape().size();
        if (words.length != size) {
            throw new InvalidSetting("from-file: " + config.path() + " has " + words.length
                    + " numbers, but this parameter is " + weights.shape() + " and needs " + size);
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = number(config, words[i], i);
        }
        return values;
    }

    private static float number(Config config, String word, int index) {
        float number = DecimalNumber.parse(word);
        if (Float.isNaN(number)) {
            throw new InvalidSetting("from-file: \"" + word + "\", entry " + (index + 1) + " of " + config.path()
                    + ", is not a finite number");
        }
        return number;
    }

    private static String text(Config config) {
        StringWriter text = new StringWriter();
        try (Utf8Reader reader = new Utf8Reader(new ByteArrayInputStream(read(config)), config.path())) {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are always readable", e);
        }
        return text.toString();
    }

    private static byte[] read(Config config) {
        byte[] bytes;
        Path file = Path.of(config.path());
        if (Files.exists(file) && !Files.isRegularFile(file)) { // a device or a pipe may have no end
            throw new InvalidSetting("from-file: " + config.path() + " is not a regular file; name one");
        }
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidSetting("from-file: " + config.path() + " cannot be read (" + e.getMessage()
                    + "); give the path from the folder in which the command is given");
        }
        String found = sha256(bytes);
        if (!found.equalsIgnoreCase(config.sha256())) {
            throw new InvalidSetting(
                    "from-file: " + config.path() + " has other content than was meant: its SHA-256 is " + found
                            + ", not " + config.sha256() + "; set sha256 to that if the file is right");
        }
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
