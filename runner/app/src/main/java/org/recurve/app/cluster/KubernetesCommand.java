package org.recurve.app.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.recurve.app.document.SourceDocument;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.DataOption;
import org.recurve.app.option.FileOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.UserError;
import org.recurve.app.run.FrameworkVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recurve kubernetes FILE}: prints a manifest that has a Kubernetes cluster train a study. */
@Command(
        name = "kubernetes",
        mixinStandardHelpOptions = true,
        description = {
            "Print a manifest that has a Kubernetes cluster train a study: a job that runs it, and an indexed job of workers that train its"
                    + " trials.",
            "All of them mount one volume, on which the store is."
        },
        footer = {"%n  recurve kubernetes FILE --image registry.example/recurve:1 | kubectl apply -f -"})
public final class KubernetesCommand implements Callable<Integer> {
    /** Bounds what one object of a cluster may hold, with room for its other fields. */
    private static final int MOST_TEXT = 1_000_000;

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
            names = "--image",
            paramLabel = "NAME",
            description = "The container image that has Recurve (default: recurve:VERSION of this version).")
    private String image = "recurve:" + FrameworkVersion.VERSION;

    @Option(
            names = "--claim",
            paramLabel = "NAME",
            defaultValue = "recurve",
            description =
                    "The claim of a volume that all nodes can write to, ReadWriteMany (default: ${DEFAULT-VALUE}).")
    private String claim = "recurve";

    @Override
    public Integer call() {
        options.check();
        Experiment experiment = file.experiment(commonOptions.registry(), commonOptions);
        KubernetesManifest manifest =
                new KubernetesManifest(experiment.study(), files(file.path()), image, claim, options);
        String queue = KubernetesManifest.SHARED + "/queue";
        List<String> run = new ArrayList<>(
                List.of(KubernetesManifest.STUDY + "/" + file.path().getFileName()));
        run.addAll(file.words());
        List<String> store = List.of("--store", KubernetesManifest.SHARED + "/store");
        run.addAll(store);
        Map<String, Object> plain = manifest.plain(options.run(run, queue), options.work(store, queue));
        if (commonOptions.json()) {
            commonOptions.print(plain);
        } else {
            commonOptions.out().print(ManifestText.of(plain));
            commonOptions.out().flush();
        }
        return 0;
    }

    /** Returns the text of the file and of those it extends, by their paths beside it. */
    private static Map<String, String> files(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Map<String, String> files = new LinkedHashMap<>();
        int length = 0;
        for (SourceDocument document :
                SourceDocument.chain(file.toString(), FileOptions.text(file), new ProblemCollector())) {
            Path path = Path.of(document.source()).toAbsolutePath().normalize();
            if (folder == null || !path.startsWith(folder)) {
                throw new UserError(Problem.of(
                        file + " extends " + document.source() + ", which lies elsewhere",
                        "put it beside the file, or below its folder: both are mounted as one"));
            }
            files.put(folder.relativize(path).toString().replace('\\', '/'), document.text());
            length += document.text().length();
        }
        if (length > MOST_TEXT) {
            throw new UserError(Problem.of(
                    file + " has more than " + MOST_TEXT + " characters, which is more than a cluster keeps of a file",
                    "make it shorter: a sweep says in one line what many variants would"));
        }
        return files;
    }
}
