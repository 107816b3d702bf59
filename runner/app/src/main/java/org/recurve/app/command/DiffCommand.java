package org.recurve.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.recurve.app.diff.Diff;
import org.recurve.app.diff.Side;
import org.recurve.app.run.Sizes;
import org.recurve.app.spec.ExperimentReader;
import org.recurve.app.spec.Overrides;
import org.recurve.storage.Found;
import org.recurve.storage.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve diff A B}: what differs between two files, studies, variants or trials. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Show what differs between two files, studies or trials, in configuration and in results.")
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private final Common common = new Common();

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "An experiment file, study[/variant[/task]][/seed], or the beginning of a trial's hash.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private String right = "";

    @Override
    public Integer call() {
        Diff diff = Diff.of(side(left), side(right));
        if (common.json()) {
            common.print(diff.plain());
        } else {
            common.out().println(diff.text());
        }
        return 0;
    }

    private Side side(String name) {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return Side.of(
                    name,
                    ExperimentReader.read(
                            name,
                            FileOptions.text(file),
                            common.registry(),
                            Overrides.NONE,
                            new Sizes(common.folders(), common.err()::println)));
        }
        try (Store store = common.open()) {
            return switch (store.reader().find(name)) {
                case Found.Study study -> Side.of(name, study.study().trials());
                case Found.Trials trials -> Side.of(name, trials.trials());
                case Found.Nothing nothing -> throw ShowCommand.unknown(name, nothing);
            };
        }
    }
}
