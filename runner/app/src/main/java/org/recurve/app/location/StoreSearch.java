package org.recurve.app.location;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.location.StoreLocation.ForeignStore;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;
import org.recurve.storage.file.FileOwner;

/**
 * Finds the store of a command: the one that is named, else that of the working folder, else that of the nearest parent folder,
 * else a new one here.
 *
 * @param environment variables of the process
 * @param here the working folder
 */
public record StoreSearch(Map<String, String> environment, Path here) {
    /** The variable that names a store. */
    public static final String VARIABLE = "RECURVE_STORE";

    private static final String NAME = ".recurve";

    /** Returns the search of this process. */
    public static StoreSearch ofProcess() {
        return new StoreSearch(System.getenv(), Path.of(""));
    }

    /** Returns where the store lies, given what the command line names. */
    public StoreLocation find(Optional<Path> option) {
        if (option.isPresent()) {
            return new StoreLocation(option.get(), StoreReason.OPTION, List.of());
        }
        Optional<Path> variable = Optional.ofNullable(environment.get(VARIABLE))
                .filter(value -> !value.isBlank())
                .map(StoreSearch::named);
        if (variable.isPresent()) {
            return new StoreLocation(variable.get(), StoreReason.VARIABLE, List.of());
        }
        Path own = here.resolve(NAME);
        return Files.exists(own) ? new StoreLocation(own, StoreReason.HERE, List.of()) : above(own);
    }

    private static Path named(String value) {
        Path folder = Path.of(value);
        if (value.equals("~") || value.startsWith("~/")) {
            throw wrong(
                    "begins with ~, which only a shell replaces by your home folder",
                    "write $HOME instead of it, or leave out the quotes");
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw wrong(folder + " is not a folder", "name the folder of a store, or unset the variable");
        }
        return folder;
    }

    private static UserError wrong(String what, String advice) {
        return new UserError(Problem.at(SourcePosition.of(VARIABLE), "", what, advice));
    }

    private StoreLocation above(Path own) {
        List<ForeignStore> strangers = new ArrayList<>();
        Path up = here;
        for (Path folder = here.toAbsolutePath().normalize().getParent(); folder != null; folder = folder.getParent()) {
            up = up.resolve("..");
            Path store = up.resolve(NAME);
            if (isStore(store)) {
                Optional<String> stranger = stranger(store);
                if (stranger.isEmpty()) {
                    return new StoreLocation(store, StoreReason.PARENT, strangers);
                }
                strangers.add(new ForeignStore(store, stranger.get()));
            }
        }
        return new StoreLocation(own, StoreReason.NEW, strangers);
    }

    /** A folder of this name that is something else, or that this user may not look into, is passed. */
    private static boolean isStore(Path folder) {
        try {
            return Files.isDirectory(folder) && Files.isReadable(folder) && Store.exists(folder);
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    /** Returns the name of the other user that the folder belongs to, which is empty if that cannot be known. */
    private static Optional<String> stranger(Path folder) {
        try {
            UserPrincipal owner = FileOwner.of(folder);
            return owner.equals(FileOwner.self(folder)) ? Optional.empty() : Optional.of(owner.getName());
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.of("");
        }
    }
}
