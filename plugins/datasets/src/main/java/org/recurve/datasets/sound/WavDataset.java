package org.recurve.datasets.sound;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.InputFiles;
import org.recurve.api.data.InputForm;
import org.recurve.api.data.Scaling;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.datasets.ExampleDigest;
import org.recurve.datasets.division.Division;
import org.recurve.datasets.division.Fold;
import org.recurve.datasets.division.SplitRule;
import org.recurve.datasets.division.Stratification;
import org.recurve.datasets.division.StratifiedByDefault;
import org.recurve.datasets.files.ExampleReader;
import org.recurve.datasets.files.LabelSign;
import org.recurve.datasets.files.LabelledFiles;
import org.recurve.datasets.files.MemoryExamples;
import org.recurve.datasets.files.TargetKind;
import org.recurve.datasets.scaling.Scale;

/**
 * Sound of one's own, WAV files of whole numbers (PCM) of 8 to 32 bits or of floats: a folder for each class, or with {@code labels} a table
 * that names files and their labels. All channels are mixed to one, and all files have the same number of samples a second.
 *
 * <p>{@code input} is the spectrogram, magnitudes of frequencies {@code k · rate / window} in frames of {@code window} samples, each
 * weighed by Hann's window and divided by its sum, in decibels or as they are: [frames, window / 2 + 1] with {@code length}, the true number
 * of frames, or [1, window / 2 + 1, frames]. {@code target} is the class, in the order of their names, or a number. With {@code scale}, each
 * frequency, of an image the whole, is scaled by the training split.
 */
@Plugin(
        id = "wav",
        version = 2,
        summary = "WAV files as spectrograms, in a folder for each class or labelled by a table")
public final class WavDataset
        implements Dataset<WavDataset.Config>, InputFiles, StratifiedByDefault<WavDataset.Config> {
    private static final List<String> ENDINGS = List.of(".wav");
    private static final int MOST_SECONDS = 3600;

    /** The settings. */
    public record Config(
            @Doc(
                    "the folder that holds a folder for each class, below the one that --data names; with labels, that of the files")
            @Main
            String folder,

            @Doc("samples of a frame, a power of 2") @Default("512") @Min(2)
            int window,

            @Doc("samples from one frame to the next") @Default("256") @Min(1)
            int hop,

            @Doc("what the numbers are: decibels, 20 log10 of magnitudes and never below -100, or magnitude")
            @Default("decibels")
            SoundScale spectrum,

            @Doc("the form of the input: sequence, a step for each frame, or image") @Default("sequence")
            SoundLayout layout,

            @Doc("how long each sound is made: cut, or filled with silence at its end; as long as its file if left out")
            Optional<Double> seconds,

            @Doc("the share of all examples kept for validation, or from 1 on their number") @Default("0.1") @Min(0)
            double validation,

            @Doc("the share of all examples kept for the test, or from 1 on their number") @Default("0.1") @Min(0)
            double test,

            @Doc("which example falls into which split; independent of a trial's seed") @Default("0")
            long seed,

            @Doc(
                    "how each frequency, of an image the whole, is scaled by the training split alone: standard, to mean 0 and"
                            + " standard deviation 1; unit, from 0 to 1; none if left out")
            Optional<Scale> scale,

            @Doc(Stratification.DOC) Optional<Boolean> stratify,

            @Doc("a table that names files, below the folder, and their labels; other files are not read")
            Optional<String> labels,

            @Doc("the column of that table that names files; file if left out")
            Optional<String> fileColumn,

            @Doc("the column of that table that holds labels; label if left out")
            Optional<String> labelColumn,

            @Doc(
                    "what the labels of that table are: classes, numbers, or labels of which a file may have several; classes if left out")
            Optional<TargetKind> answers,

            @Doc(Fold.DOC) Optional<Fold> fold,

            @Doc(LabelledFiles.LabelTable.COLUMNS) Optional<List<String>> labelColumns,

            @Doc(LabelledFiles.LabelTable.SIGN) Optional<LabelSign> labelSign)
            implements StratifiedByDefault.Settings<Config> {
        public Config {
            scale = Scale.chosen(scale);
            new SplitRule(validation, test, seed); // refuses shares that leave nothing
            if (Integer.bitCount(window) != 1) {
                throw new InvalidSetting("window " + window + " is no power of 2; write "
                        + Integer.highestOneBit(window) + " or " + 2 * Integer.highestOneBit(window));
            }
            seconds.filter(given -> !(given > 0)).ifPresent(given -> {
                throw new InvalidSetting("seconds " + given + " is no length of a sound; write a number above 0");
            });
            seconds.filter(given -> given > MOST_SECONDS).ifPresent(given -> {
                throw new InvalidSetting(
                        "seconds " + given + " is longer than an hour, and each sound would be filled up to"
                                + " that; write at most " + MOST_SECONDS);
            });
            labelColumns = labelColumns.map(List::copyOf);
            new LabelledFiles.LabelTable(
                    labels, fileColumn, labelColumn, answers, labelColumns, labelSign); // refuses columns of no table
        }

        /** Returns the settings as digests have always had them. */
        private String digested() {
            String all = stratify(Optional.of(true).filter(_ -> stratification().holds()))
                    .toString();
            String without = all.substring(0, all.lastIndexOf(", fold=")) + "]";
            return fold.map(one -> without + one).orElse(without);
        }

        private LabelledFiles.LabelTable labelled() {
            return new LabelledFiles.LabelTable(labels, fileColumn, labelColumn, answers, labelColumns, labelSign);
        }

        private Spectrogram spectrogram() {
            return new Spectrogram(window, hop, spectrum == SoundScale.DECIBELS);
        }

        @Override
        public Stratification stratification() {
            return new Stratification(
                    stratify,
                    answers.orElse(TargetKind.CLASSES) == TargetKind.CLASSES
                            && Stratification.isDivided(new SplitRule(validation, test, seed), fold));
        }

        private List<Config> folds() {
            return Fold.each(fold, this, one -> with(stratify, Optional.of(one)));
        }

        @Override
        public Config stratify(Optional<Boolean> asked) {
            return with(asked, fold);
        }

        private Config with(Optional<Boolean> asked, Optional<Fold> chosen) {
            return new Config(
                    folder,
                    window,
                    hop,
                    spectrum,
                    layout,
                    seconds,
                    validation,
                    test,
                    seed,
                    scale,
                    asked,
                    labels,
                    fileColumn,
                    labelColumn,
                    answers,
                    chosen,
                    labelColumns,
                    labelSign);
        }
    }

    @Override
    public int stratifiedSince() {
        return 2;
    }

    @Override
    public List<String> own(Config config) {
        List<String> files = new ArrayList<>(List.of(config.folder()));
        config.labels().ifPresent(files::add);
        return files;
    }

    @Override
    public Data open(Config config, Files files) {
        return reading(config, List.of(config), files).apply(config);
    }

    @Override
    public Map<Config, Supplier<Data>> openings(Config config, Files files) {
        return Fold.openings(config.folds(), reading(config, config.folds(), files));
    }

    /**
     * Reads the files, and returns what divides their examples by settings that differ in their fold alone.
     *
     * @param folds the settings that it will be asked about
     */
    private static Function<Config, Data> reading(Config config, List<Config> folds, Files files) {
        LabelledFiles labelled = config.labelled().read(files.own(config.folder()), files, ENDINGS);
        Spectrogram spectrogram = config.spectrogram();
        Map<Config, ExampleDigest> digests = folds.stream()
                .collect(Collectors.toMap(fold -> fold, fold -> new ExampleDigest("wav 1").add(fold.digested())));
        Path first = labelled.files().getFirst();
        int rate = PcmFile.read(first).rate();
        Optional<Integer> wanted =
                config.seconds().map(seconds -> (int) Math.min(Integer.MAX_VALUE, Math.round(seconds * rate)));
        List<float[]> sounds = new ArrayList<>();
        for (int i = 0; i < labelled.files().size(); i++) {
            Path file = labelled.files().get(i);
            float[] samples = samples(file, rate, first.toString(), config.window(), wanted);
            String label = labelled.labels().get(i);
            digests.values().forEach(digest -> digest.add(label).add(samples));
            sounds.add(spectrogram.of(samples));
        }
        labelled.targets().labels().forEach(label -> digests.values().forEach(digest -> digest.add(label)));
        int bins = spectrogram.bins();
        int[] lengths = sounds.stream().mapToInt(sound -> sound.length / bins).toArray();
        int longest = Arrays.stream(lengths).max().orElseThrow();
        MemoryExamples examples = switch (config.layout()) {
            case SEQUENCE ->
                new MemoryExamples(
                        lengths.length,
                        Shape.of(longest, bins),
                        (example, into, offset) -> {
                            float[] sound = sounds.get(example);
                            System.arraycopy(sound, 0, into, offset, sound.length);
                            Arrays.fill(into, offset + sound.length, offset + longest * bins, 0);
                        },
                        labelled.targets(),
                        Optional.of((example, into, offset) -> into[offset] = lengths[example]));
            case IMAGE ->
                new MemoryExamples(
                        lengths.length,
                        Shape.of(1, bins, longest),
                        image(labelled, lengths, sounds, bins),
                        labelled.targets());
        };
        Spectra spectra = new Spectra(examples, rate, wanted, bins);
        return fold ->
                divided(fold, spectra, Objects.requireNonNull(digests.get(fold)).copy());
    }

    /** The sounds of a folder as examples, with the samples a second, how many of them each is brought to, and the bins of a frame. */
    private record Spectra(MemoryExamples examples, int rate, Optional<Integer> wanted, int bins) {}

    private static Data divided(Config config, Spectra read, ExampleDigest digest) {
        MemoryExamples examples = read.examples();
        Division division =
                new Division(new SplitRule(config.validation(), config.test(), config.seed())).fold(config.fold());
        Data data = examples.data("wav", examples.stratified(config.stratification(), division, "wav", digest), digest);
        Optional<Scaling> scaling = config.scale().flatMap(scale -> switch (config.layout()) {
            case SEQUENCE -> scale.fit(data, Scaling.Axis.LAST, read.bins());
            case IMAGE -> scale.fit(data, Scaling.Axis.FIRST, 1);
        });
        return data.with(new InputForm.Sound(
                read.rate(),
                config.window(),
                config.hop(),
                config.spectrum() == SoundScale.DECIBELS,
                read.wanted(),
                scaling));
    }

    /** Turns frames into columns; pictures of several widths are refused. */
    private static ExampleReader image(LabelledFiles labelled, int[] lengths, List<float[]> sounds, int bins) {
        for (int i = 1; i < lengths.length; i++) {
            if (lengths[i] != lengths[0]) {
                throw new InvalidSetting(
                        labelled.files().get(i) + " has " + lengths[i] + " frames, but "
                                + labelled.files().getFirst() + " " + lengths[0]
                                + ", and images of one size are read; give all sounds a length with seconds, or write layout: sequence");
            }
        }
        return (example, into, offset) -> turn(sounds.get(example), bins, into, offset);
    }

    private static void turn(float[] sound, int bins, float[] into, int offset) {
        int frames = sound.length / bins;
        for (int frame = 0; frame < frames; frame++) {
            for (int bin = 0; bin < bins; bin++) {
                into[offset + bin * frames + frame] = sound[frame * bins + bin];
            }
        }
    }

    /**
     * Returns the samples of a file, cut or filled up.
     *
     * @param as what has that rate, for messages
     */
    private static float[] samples(Path file, int rate, String as, int window, Optional<Integer> wanted) {
        PcmFile sound = PcmFile.read(file);
        if (sound.rate() != rate) {
            throw new InvalidSetting(file + " has " + sound.rate() + " samples a second, but " + as + " " + rate
                    + "; convert one of them, as with ffmpeg -i " + file.getFileName() + " -ar " + rate
                    + " converted.wav");
        }
        float[] samples =
                wanted.map(length -> Arrays.copyOf(sound.samples(), length)).orElse(sound.samples());
        if (samples.length < window) {
            throw new InvalidSetting(file + " has " + samples.length + " samples, fewer than a frame of " + window
                    + "; lower window, let seconds fill it with silence, or leave the file out");
        }
        return samples;
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    /** A sound becomes what the model learnt from; where that are sequences, it may have fewer frames than the longest of them. */
    @Override
    public List<float[]> read(Path file, Field input, Optional<InputForm> form) {
        if (!(form.orElse(null) instanceof InputForm.Sound known)) {
            throw new InvalidSetting(
                    file + " is a sound, but this model reads no sounds; its input is " + input.shape() + " numbers");
        }
        Spectrogram spectrogram = new Spectrogram(known.window(), known.hop(), known.decibels());
        float[] frames = spectrogram.of(
                samples(file, known.rate(), "what the model learnt from", known.window(), known.samples()));
        boolean image = input.shape().rank() == 3;
        int most = input.shape().dim(image ? 2 : 0);
        int count = frames.length / spectrogram.bins();
        if (image ? count != most : count > most) {
            throw new InvalidSetting(file + " has " + count + " frames, but the model reads "
                    + (image ? "" : "at most ") + most + "; " + (count > most ? "cut" : "lengthen") + " it");
        }
        if (!image) {
            return List.of(frames);
        }
        float[] turned = new float[frames.length];
        turn(frames, spectrogram.bins(), turned, 0);
        return List.of(turned);
    }
}
