package org.recurve.app.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.recurve.app.document.FileLimits;
import org.recurve.app.document.FileText;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.ModelSizes;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An experiment file, and what the command line changes of it. Filled by picocli. */
public final class FileOptions {
    @Parameters(paramLabel = "FILE", description = "The experiment file.")
    private @Nullable Path file;

    @Option(names = "--quick", description = "Apply the file's quick section.")
    private boolean quick;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Change one setting, as in train.batch=32; may be given several times.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Run this seed instead of the file's; may be given several times.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description = "Raise a limit on what the file may ask for: variants, trials, changes, layers or values;"
                    + " may be given several times.")
    private List<String> limits = new ArrayList<>();

    /** Returns the file as an experiment, with warnings on standard error of old forms in it. */
    public Experiment experiment(PluginRegistry registry, CommonOptions options) {
        Path path = path();
        return ExperimentReader.read(
                        path.toString(),
                        text(path),
                        registry,
                        new Overrides(quick, sets, seeds, FileLimits.of(limits)),
                        new ModelSizes(options.folders(), options::note),
                        options::warn)
                .starting(options.starts());
    }

    /** Returns the file as the user named it. */
    public Path path() {
        return Objects.requireNonNull(file, "filled by picocli");
    }

    /** Returns the words that change the file as these do. */
    public List<String> words() {
        List<String> words = new ArrayList<>(quick ? List.of("--quick") : List.of());
        sets.forEach(set -> words.add("--set=" + set));
        seeds.forEach(seed -> words.add("--seed=" + seed));
        limits.forEach(limit -> words.add("--limit=" + limit));
        return words;
    }

    /** Returns where the experiment file lies. */
    public Path folder() {
        return path().toAbsolutePath().resolveSibling("");
    }

    public static String text(Path path) {
        try {
            return FileText.read(path);
        } catch (FileText.Unreadable e) {
            throw new UserError(Problem.of("cannot read the experiment file " + path + ": " + e.getMessage()), e);
        }
    }
}
