package org.recurve.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;
import org.recurve.storage.pack.Joined;
import org.recurve.storage.pack.Joining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve import PACK_OR_STORE}: brings what was run elsewhere into this store. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Bring a pack, or another store, into this store. A trial that both have finished must have the same digest,",
            "and then counts as independently reproduced; if one has another, nothing is changed."
        })
final class ImportCommand implements Callable<Integer> {
    private static final String LEFT_OUT = ". It is not imported";

    @Mixin
    private final Common common = new Common();

    @Parameters(paramLabel = "PACK_OR_STORE", description = "A file made by recurve pack, or the folder of a store.")
    private @Nullable Path source;

    @Override
    public Integer call() {
        Path from = Objects.requireNonNull(source, "filled by picocli");
        Path folder = common.folders().store();
        check(from, folder);
        Joined joined;
        List<String> damages = new ArrayList<>();
        try (Store store = Store.open(folder)) {
            joined = Joining.join(from, folder, store.reader(), damage -> damages.add(damage + LEFT_OUT));
        }
        if (common.json()) {
            Map<String, Object> plain = new TreeMap<>(plain(joined));
            plain.put(Damage.KEY, damages);
            common.print(plain);
        } else {
            common.out().println(text(joined));
        }
        return Damage.tell(damages, common);
    }

    private static void check(Path from, Path store) {
        if (!Files.exists(from)) {
            throw new UserError(Problem.of("there is no file or folder " + from));
        }
        if (Files.isDirectory(from) && !Store.exists(from)) {
            throw new UserError(Problem.of(
                    "there is no store in " + from,
                    "name a folder that --store was given, or a file made by recurve pack"));
        }
        if (from.toAbsolutePath().normalize().equals(store.toAbsolutePath().normalize())) {
            throw new UserError(
                    Problem.of(from + " is the store to import into; name another, or that one with --store"));
        }
    }

    private String text(Joined joined) {
        StringBuilder text =
                new StringBuilder(joined.studies().isEmpty() ? "nothing" : String.join(", ", joined.studies()));
        text.append(": ").append(Counted.of(joined.added(), "trial")).append(" added");
        append(joined.reproduced(), "independently reproduced: the same digest from another run", text);
        append(joined.known(), "already here", text);
        append(joined.passed(), "passed over, since the other run never ended", text);
        if (!joined.strangers().isEmpty()) {
            text.append("\nThese trials took plugins from jars: ")
                    .append(String.join(", ", joined.strangers()))
                    .append(". To run or verify them here, put the jars into ")
                    .append(common.folders().plugins())
                    .append("; a jar is code that runs with your rights. ");
            text.append(joined.jars().isEmpty() ? "None came with them." : "Kept for that, and not loaded from there:");
            joined.jars().forEach(jar -> text.append("\n    ").append(jar));
        }
        return text.toString();
    }

    private static void append(int count, String what, StringBuilder text) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private static Map<String, Object> plain(Joined joined) {
        return Map.of(
                "studies", joined.studies(),
                "added", joined.added(),
                "reproduced", joined.reproduced(),
                "known", joined.known(),
                "passed-over", joined.passed(),
                "plugins-from-jars", joined.strangers(),
                "jars", joined.jars().stream().map(Path::toString).toList());
    }
}
