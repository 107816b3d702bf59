package org.recurve.example;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.data.Tokenizer;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;

/** Cuts a text into all runs of neighbouring characters of one length, in lower case; a shorter text is one token. */
@Plugin(id = "example-ngrams", version = 1, summary = "runs of neighbouring characters")
public final class NgramExample implements Tokenizer<NgramExample.Config> {
    /** The settings. */
    public record Config(
            @Doc("how many characters a token has") @Main @Default("3") @Min(1)
            int length) {}

    @Override
    public Stream<String> pieces(Config config, String text) {
        int[] letters = text.toLowerCase(Locale.ROOT).codePoints().toArray();
        int length = Math.min(config.length(), letters.length);
        return IntStream.rangeClosed(0, letters.length - length)
                .mapToObj(from -> new String(letters, from, length))
                .filter(token -> !token.isEmpty());
    }
}
