package org.recurve.app.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.FileOptions;
import org.recurve.app.option.NumberOptions;
import org.recurve.app.option.PluginsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recurve slurm FILE}: prints a script that has a Slurm cluster train a study. */
@Command(
        name = "slurm",
        mixinStandardHelpOptions = true,
        description = {
            "Print a script that submits a study to a Slurm cluster: a job that runs it, and an array of workers that train its trials.",
            "The jobs need this file, the store and the folder of trials under the same paths, as on a shared disk."
        },
        footer = {"%n  recurve slurm FILE --workers 20 --time 4h > study.sh", "  bash study.sh"})
public final class SlurmCommand implements Callable<Integer> {
    /** Names the launcher of this checkout, which sets it. */
    private static final String LAUNCHER = "recurve.launcher";

    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final DataOption own = new DataOption();

    @Mixin
    private final CommonOptions commonOptions = new CommonOptions(plugins, own);

    @Mixin
    private final FileOptions file = new FileOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description =
                    "The most that a job may take, such as 4h; one whose time is up is queued again and goes on. Default:"
                            + " the cluster's.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--queue",
            paramLabel = "DIR",
            description = "The folder in which trials lie (default: the folder queue of the store).")
    private Optional<Path> queue = Optional.empty();

    @Option(
            names = "--sbatch",
            paramLabel = "OPTION",
            description =
                    "A further option of sbatch for each job, such as --sbatch=--partition=long; may be given several times.")
    private List<String> sbatch = new ArrayList<>();

    @Option(
            names = "--before",
            paramLabel = "COMMAND",
            description =
                    "A command that each job begins with, such as 'module load java/25'; may be given several times.")
    private List<String> before = new ArrayList<>();

    @Option(
            names = "--recurve",
            paramLabel = "COMMAND",
            description =
                    "The command that starts Recurve on the cluster, such as 'apptainer run recurve.sif'. Default: this"
                            + " one.")
    private Optional<String> recurve = Optional.empty();

    @Override
    public Integer call() {
        options.check();
        Experiment experiment = file.experiment(commonOptions.registry(), commonOptions);
        Path store = commonOptions.folders().store().toAbsolutePath();
        Path trials = queue.orElse(store.resolve("queue")).toAbsolutePath();
        SlurmScript script = new SlurmScript(
                experiment.study(),
                Path.of("").toAbsolutePath(),
                trials,
                recurve.orElseGet(() -> ShellWord.quote(System.getProperty(LAUNCHER, "recurve"))),
                before,
                sbatch,
                time.map(text -> NumberOptions.time("--time", text)),
                options);
        List<String> here = new ArrayList<>(own.words());
        here.addAll(List.of("--store", store.toString()));
        List<String> run = new ArrayList<>(List.of(file.path().toAbsolutePath().toString()));
        run.addAll(file.words());
        run.addAll(plugins.words());
        run.addAll(here);
        String text = script.text(options.run(run, trials.toString()), options.work(here, trials.toString()));
        if (commonOptions.json()) {
            commonOptions.print(Map.of("script", text));
        } else {
            commonOptions.out().print(text);
            commonOptions.out().flush();
        }
        return 0;
    }
}
