package org.recurve.engine.spec;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.Above;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;

/**
 * A text that the trained model writes: each symbol is drawn from {@code softmax(output / temperature)} and read at the next
 * step.
 */
public record SamplingSpec(
        @Doc("symbols to be written") @Default("500") @Min(1)
        int length,

        @Doc("what outputs are divided by: below 1 sharpens, above 1 flattens the distribution") @Default("1") @Above(0)
        double temperature,

        @Doc("what is read before; the first symbol of all if not given")
        Optional<String> prompt) {

    /** Returns the symbols that the model reads and writes; InvalidSetting if it cannot read what it writes, or not the prompt. */
    public List<String> check(Data data) {
        List<String> read = data.field(Field.INPUT).classes();
        List<String> written = data.field(Field.TARGET).classes();
        if (read.isEmpty() || !read.equals(written)) {
            throw new InvalidSetting(
                    "sample",
                    "",
                    "a model writes a text by reading what it wrote, so the data set's input and target must be of the"
                            + " same classes; sample from a data set of text, or remove sample");
        }
        symbols(read);
        return read;
    }

    /** Returns the prompt as numbers of symbols. */
    public List<Integer> symbols(List<String> known) {
        return prompt.map(text -> text.codePoints()
                        .mapToObj(character -> number(Character.toString(character), known))
                        .toList())
                .filter(numbers -> !numbers.isEmpty())
                .orElse(List.of(0));
    }

    private static int number(String symbol, List<String> known) {
        int number = known.indexOf(symbol);
        if (number < 0) {
            throw new InvalidSetting(
                    "sample",
                    "",
                    "the text that the model reads has no \"" + symbol
                            + "\", which the prompt holds; write a prompt of the text's own characters");
        }
        return number;
    }
}
