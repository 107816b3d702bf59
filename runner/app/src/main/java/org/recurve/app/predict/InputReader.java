package org.recurve.app.predict;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.DecimalNumber;
import org.recurve.api.data.Field;
import org.recurve.api.data.InputFiles;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.SizedInput;
import org.recurve.api.data.TableColumn;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.weights.LearntModel;

/** Reads what people bring, as the examples were read that the model learnt from. */
final class InputReader {
    /** Standard input. */
    static final String STANDARD = "-";

    /** Says how many columns a message names. */
    private static final int SHOWN = 20;

    private final PluginRegistry registry;
    private final Spec<Dataset<?>> data;
    private final Field input;
    private final Optional<InputForm> form;
    private final boolean lengths;
    private final InputStream standard;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Reads for a model.
     *
     * @param data the data set that it learnt from, which cuts texts
     * @param standard standard input
     */
    InputReader(PluginRegistry registry, Spec<Dataset<?>> data, LearntModel model, InputStream standard) {
        this.registry = registry;
        this.data = data;
        this.standard = new AskedFile.BoundedInput(standard);
        this.form = model.form();
        this.input = model.fields().stream()
                .filter(field -> field.name().equals(Field.INPUT))
                .findFirst()
                .orElseThrow(
                        () -> new UserError(Problem.of("the model reads no field \"input\", so nothing can be asked")));
        this.lengths = model.fields().stream().anyMatch(field -> field.name().equals(Field.LENGTH));
        for (int i = 0; i < input.classes().size(); i++) {
            numbers.putIfAbsent(input.classes().get(i), i);
        }
    }

    /** Returns the examples of a file, or of standard input. */
    List<AskedInput> read(String source) {
        if (source.equals(STANDARD)) {
            return standard();
        }
        AskedFile file = AskedFile.find(source);
        String name = file.name().toLowerCase(Locale.ROOT);
        Optional<Spec<InputFiles>> reader = readers()
                .filter(files -> files.call("endings", () -> files.plugin().endings()).stream()
                        .anyMatch(name::endsWith))
                .findFirst();
        if (form.orElse(null) instanceof InputForm.Words) {
            return reader.isPresent() ? texts(file, source) : lines(source, text(file));
        }
        return reader.or(() -> readsColumns() ? table() : Optional.empty())
                .map(files -> files(files, file.path(), source))
                .orElseGet(() -> lines(source, text(file)));
    }

    private Stream<Spec<InputFiles>> readers() {
        return registry.providers().stream()
                .filter(provider -> provider.kind() == PluginKind.DATASET)
                .map(provider -> provider.plugin())
                .filter(InputFiles.class::isInstance)
                .map(plugin -> new Spec<>((InputFiles) plugin, new NoConfig()));
    }

    /** Returns what reads a table, whatever it is called. */
    private Optional<Spec<InputFiles>> table() {
        return readers()
                .filter(files ->
                        files.call("endings", () -> files.plugin().endings()).contains(".csv"))
                .findFirst();
    }

    private boolean readsColumns() {
        return form.orElse(null) instanceof InputForm.Columns || form.orElse(null) instanceof InputForm.Table;
    }

    /** Returns the texts of a table. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private List<AskedInput> texts(AskedFile file, String source) {
        boolean isTable = table().stream()
                .flatMap(files -> files.call("endings", () -> files.plugin().endings()).stream())
                .anyMatch(file.name().toLowerCase(Locale.ROOT)::endsWith);
        List<String> texts = isTable
                ? data.call("texts", () -> ((Dataset<Record>) data.plugin()).texts(data.config(), file.path()))
                        .orElseThrow(() -> noText(source))
                : List.of();
        if (texts.isEmpty()) {
            throw noText(source);
        }
        return numbered(source, texts, this::line);
    }

    private static UserError noText(String source) {
        return new UserError(Problem.of(
                source + " holds no text, and this model reads texts", "give a file of text, a line an example"));
    }

    private List<AskedInput> files(Spec<InputFiles> reader, Path file, String source) {
        return reader.call("readSized", () -> reader.plugin().readSized(file, input, form))
                .map(inputs -> numbered(source, inputs, this::sized))
                .orElseGet(() -> numbered(
                        source, reader.call("read", () -> reader.plugin().read(file, input, form)), this::asked));
    }

    private static <T> List<AskedInput> numbered(
            String file, List<T> inputs, BiFunction<AskedSource, T, AskedInput> ask) {
        return IntStream.range(0, inputs.size())
                .mapToObj(i -> ask.apply(AskedSource.of(file, i + 1, inputs.size()), inputs.get(i)))
                .toList();
    }

    /** A table if the model reads columns, else a text or numbers a line. */
    private List<AskedInput> standard() {
        if (!readsColumns()) {
            return lines(STANDARD, text(AskedFile.standard(standard)));
        }
        try {
            Path table = Files.createTempFile("recurve", ".csv");
            try {
                Files.copy(standard, table, StandardCopyOption.REPLACE_EXISTING);
                return read(table.toString()).stream()
                        .map(asked -> new AskedInput(
                                new AskedSource(STANDARD, asked.source().number()),
                                asked.shape(),
                                asked.values(),
                                asked.tokens(),
                                asked.steps()))
                        .toList();
            } catch (InvalidSetting wrong) {
                throw new UserError(
                        Problem.of(String.valueOf(wrong.getMessage()).replace(table.toString(), "standard input")),
                        wrong);
            } finally {
                Files.deleteIfExists(table);
            }
        } catch (IOException e) {
            throw new UserError(Problem.of("standard input cannot be kept for reading: " + e.getMessage()), e);
        }
    }

    private String text(AskedFile file) {
        try {
            return file.text();
        } catch (InvalidSetting wrong) {
            throw new UserError(Problem.of(String.valueOf(wrong.getMessage()), readable()), wrong);
        }
    }

    /** Says what the model can be asked about. */
    private String readable() {
        return switch (form.orElseGet(() -> new InputForm.Numbers(Optional.empty()))) {
            case InputForm.Pixels _ ->
                "the model reads images: give PNG, JPEG, TIFF or WebP files, or arrays (.npy) of " + input.shape();
            case InputForm.Columns columns ->
                "the model reads a table (.csv or .tsv) with the columns " + named(columns.names());
            case InputForm.Table table ->
                "the model reads a table (.csv or .tsv) with the columns "
                        + named(table.columns().stream().map(TableColumn::name).toList());
            case InputForm.Sound sound -> "the model reads WAV files of " + sound.rate() + " samples a second";
            case InputForm.Words _ -> "the model reads text in UTF-8, a line an example";
            case InputForm.Numbers _ ->
                "the model reads " + input.shape() + " numbers: give arrays (.npy or .npz), or a line for each example";
        };
    }

    private static String named(List<String> columns) {
        return String.join(", ", columns.subList(0, Math.min(SHOWN, columns.size())))
                + (columns.size() > SHOWN ? ", … (" + columns.size() + " in all)" : "");
    }

    private List<AskedInput> lines(String source, String text) {
        List<AskedInput> asked = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                asked.add(line(new AskedSource(source, i + 1), lines.get(i)));
            }
        }
        if (asked.isEmpty()) {
            throw new UserError(Problem.of(source + " holds nothing but blanks", "write a line for each example"));
        }
        return asked;
    }

    private AskedInput line(AskedSource source, String line) {
        if (form.orElse(null) instanceof InputForm.Words(boolean unknown)) {
            return words(source, line, unknown);
        }
        String[] parts = line.strip().split("[\\s,;]+");
        float[] values = new float[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = DecimalNumber.parse(parts[i]);
            if (Float.isNaN(values[i])) {
                throw new UserError(Problem.of(
                        source + ": \"" + parts[i] + "\" is not a number, and a line has the numbers of an example",
                        readable()));
            }
        }
        return asked(source, values);
    }

    private AskedInput words(AskedSource source, String line, boolean unknown) {
        List<String> cut = tokens(line);
        int most = input.shape().dim(0);
        List<String> read = cut.subList(0, Math.min(most, cut.size()));
        if (read.isEmpty() || !lengths && read.size() < most) {
            throw new UserError(Problem.of(
                    source + " has " + read.size() + " tokens, but the model reads " + (lengths ? "at least 1" : most),
                    "write a longer text"));
        }
        float[] values = new float[input.shape().size()];
        for (int i = 0; i < read.size(); i++) {
            String token = read.get(i);
            Integer number = numbers.get(token);
            if (number == null && !unknown) {
                throw new UserError(Problem.of(
                        source + " has \"" + token + "\", which did not occur in what the model learnt from",
                        "leave it out"));
            }
            values[i] = number == null ? 0 : number;
        }
        return new AskedInput(source, input.shape(), values, read, read.size());
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private List<String> tokens(String line) {
        return data.call(
                "tokens", () -> ((Dataset<Record>) data.plugin()).tokens(data.config(), line, input.classes()));
    }

    /** Returns an input of any size, scaled as the model's own are. */
    private AskedInput sized(AskedSource source, SizedInput one) {
        if (one.shape().equals(input.shape())) {
            return asked(source, one.values());
        }
        if (one.shape().rank() != input.shape().rank()) {
            throw new UserError(Problem.of(
                    source + " is of " + one.shape() + ", but the model reads " + input.shape(),
                    "give one of as many dimensions"));
        }
        float[] read = one.values().clone();
        form.flatMap(InputForm::scaling).ifPresent(scaling -> scaling.apply(read, 0, read.length, read.length));
        return new AskedInput(source, one.shape(), read, List.of(), one.shape().dim(0));
    }

    /** Returns numbers that the model may read, as it reads them; of a sequence there may be fewer steps than it has room for. */
    private AskedInput asked(AskedSource source, float[] values) {
        int size = input.shape().size();
        int width = lengths && input.shape().rank() > 0 ? size / input.shape().dim(0) : size;
        boolean shorter = lengths && values.length > 0 && values.length < size && values.length % width == 0;
        if (values.length != size && !shorter) {
            throw new UserError(Problem.of(
                    source + " has " + values.length + " numbers, but the model reads " + input.shape(),
                    lengths
                            ? "give whole steps of " + width + " numbers, at most as many as it reads"
                            : "give as many as an example of its training data has"));
        }
        int classes = input.classes().size();
        for (float value : values) {
            if (classes > 0 && !(value >= 0 && value < classes && value == (int) value)) {
                throw new UserError(Problem.of(
                        source + " has " + value + ", but the model reads classes from 0 to " + (classes - 1)));
            }
        }
        float[] read = Arrays.copyOf(values, size);
        form.flatMap(InputForm::scaling).ifPresent(scaling -> scaling.apply(read, 0, values.length, size));
        return new AskedInput(source, input.shape(), read, List.of(), values.length / width);
    }
}
