package org.recurve.app.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginOrigin;
import org.recurve.app.plugins.PluginPath;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.project.PluginProject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code recurve new}: a Maven project for plugins, or one more plugin in it. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Begin a Maven project for plugins (recurve new plugin my-ideas), or add a plugin to the project in the"
                    + " working folder (recurve new layer gated).",
            "Each begins as a small example that builds, passes its contract, and can be named in a file."
        })
final class NewCommand implements Callable<Integer> {
    private static final String PROJECT = "plugin";

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(
            index = "0",
            paramLabel = "WHAT",
            completionCandidates = Words.class,
            description = "plugin, for a project; or a kind of plugin: ${COMPLETION-CANDIDATES}.")
    private String what = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The folder of the project, or the plugin's id.")
    private String name = "";

    /** The words for all kinds, as they are typed. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }

    private static List<String> words() {
        return Arrays.stream(PluginKind.values()).map(NewCommand::word).toList();
    }

    private static String word(PluginKind kind) {
        return kind.one().replace(' ', '-');
    }

    @Override
    public Integer call() {
        if (what.equals(PROJECT)) {
            Path folder = Path.of(name);
            PluginProject project = PluginProject.create(
                    folder, String.valueOf(folder.toAbsolutePath().normalize().getFileName()));
            answer(List.of(project.folder()), "a project; its README.md says what to do next");
            return 0;
        }
        PluginKind kind = kind();
        demandFree(kind);
        answer(PluginProject.in(Path.of("")).add(kind, name), "built by mvn package");
        return 0;
    }

    private PluginKind kind() {
        Optional<PluginKind> kind = Arrays.stream(PluginKind.values())
                .filter(one ->
                        word(one).equals(what) || word(one).replace("-", "").equals(what))
                .findFirst();
        List<String> words = Stream.concat(Stream.of(PROJECT), words().stream()).toList();
        return kind.orElseThrow(() -> new UserError(Problem.of(
                "there is no kind of plugin \"" + what + "\"." + NearestName.question(what, words),
                "kinds: " + String.join(", ", words()),
                "or begin a project: recurve new plugin NAME")));
    }

    private void demandFree(PluginKind kind) {
        new PluginPath(List.of())
                .registry(options.folders().pluginCopies()).providers().stream()
                        .filter(other -> other.origin() instanceof PluginOrigin.Bundled)
                        .filter(other -> other.id().equals(name)
                                && (other.kind().standsFor(kind) || kind.standsFor(other.kind())))
                        .findFirst()
                        .ifPresent(other -> {
                            throw new UserError(Problem.of(
                                    "there is a " + other.kind().one() + " \"" + name + "\" already, which is built in",
                                    "choose another name: two plugins cannot share an id"));
                        });
    }

    private void answer(List<Path> files, String note) {
        if (options.json()) {
            options.print(Map.of("files", files.stream().map(Path::toString).toList()));
        } else {
            files.forEach(file -> options.line(file.toString()));
            options.note(note);
        }
    }
}
