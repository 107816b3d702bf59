package org.recurve.feedforward;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.recurve.api.data.DecimalNumber;
import org.recurve.api.data.Utf8Reader;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;

/**
 * A text file of word vectors in UTF-8, a line a word: {@code word v1 v2 …}, as GloVe writes it; a first line of two whole
 * numbers, as word2vec writes it, is passed over.
 */
public record VectorFile(
        @Doc("the text file, a line a word: word v1 v2 …; relative to where the command is given")
        String file,

        @Doc("SHA-256 of the file, for it decides the result: 64 hexadecimal digits")
        String sha256) {

    /** Returns the vectors of those words that the file has. */
    Map<String, float[]> read(Collection<String> words, int size) {
        if (Files.exists(Path.of(file)) && !Files.isRegularFile(Path.of(file))) { // a device or a pipe may have no end
            throw new InvalidSetting(
                    "the word vectors in " + file + " cannot be read: it is not a regular file; name one");
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Map<String, float[]> vectors;
            try (var in = new DigestInputStream(Files.newInputStream(Path.of(file)), digest);
                    var lines = new BufferedReader(new Utf8Reader(in, file))) {
                vectors = read(lines, Set.copyOf(words), size);
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                throw new InvalidSetting("the word vectors in " + file + " are not those of sha256: " + sha256
                        + "; if they are what you want, write sha256: " + found);
            }
            if (vectors.isEmpty()) {
                throw new InvalidSetting("no word of the data set's vocabulary has a vector in " + file);
            }
            return vectors;
        } catch (NoSuchFileException e) {
            throw new InvalidSetting(
                    "there is no file of word vectors " + Path.of(file).toAbsolutePath());
        } catch (IOException e) {
            throw new InvalidSetting("the word vectors in " + file + " cannot be read: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Map<String, float[]> read(BufferedReader lines, Set<String> words, int size) throws IOException {
        Map<String, float[]> vectors = new HashMap<>();
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
            if (number > 1 || !line.matches("\\d+ \\d+")) {
                int end = Math.max(line.indexOf(' '), 0);
                String word = Normalizer.normalize(line.substring(0, end), Form.NFC);
                if (words.contains(word)) {
                    vectors.putIfAbsent(word, vector(line.substring(end).strip(), number, size));
                }
            }
        }
        return vectors;
    }

    private float[] vector(String numbers, int line, int size) {
        String[] parts = numbers.split(" +");
        if (parts.length != size) {
            throw new InvalidSetting(file + ":" + line + " gives a vector of " + parts.length
                    + " numbers, but the embedding's size is " + size + "; set size: " + parts.length);
        }
        float[] vector = new float[size];
        for (int i = 0; i < size; i++) {
            vector[i] = DecimalNumber.parse(parts[i]);
            if (Float.isNaN(vector[i])) {
                throw new InvalidSetting(
                        file + ":" + line + " has \"" + parts[i] + "\" where a finite number should be");
            }
        }
        return vector;
    }
}
