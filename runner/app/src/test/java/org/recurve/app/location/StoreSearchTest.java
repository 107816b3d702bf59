package org.recurve.app.location;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.problem.UserError;
import org.recurve.storage.Store;

/** The order in which stores are looked for. */
class StoreSearchTest {
    @TempDir
    Path folder;

    private Path here;

    @BeforeEach
    void makeFolders() throws IOException {
        here = Files.createDirectories(folder.resolve("project/experiments/old"));
    }

    private StoreLocation find(Map<String, String> environment) {
        return new StoreSearch(environment, here).find(Optional.empty());
    }

    private Path storeIn(String parent) {
        Path store = folder.resolve(parent).resolve(".recurve");
        Store.open(store).close();
        return store;
    }

    private static void assertFound(Path store, StoreReason reason, StoreLocation found) {
        assertEquals(store, found.folder().toAbsolutePath().normalize());
        assertEquals(reason, found.reason());
    }

    @Test
    void theFirstOfAllThatThereAreIsTaken() throws IOException {
        assertFound(here.resolve(".recurve"), StoreReason.NEW, find(Map.of()));
        Path far = storeIn("project");
        assertFound(far, StoreReason.PARENT, find(Map.of()));
        Path near = storeIn("project/experiments");
        assertFound(near, StoreReason.PARENT, find(Map.of()));
        Path own = Files.createDirectory(here.resolve(".recurve"));
        assertFound(own, StoreReason.HERE, find(Map.of()));
        Map<String, String> variable =
                Map.of("RECURVE_STORE", folder.resolve("shared").toString());
        assertFound(folder.resolve("shared"), StoreReason.VARIABLE, find(variable));
        assertEquals(
                new StoreLocation(Path.of("mine"), StoreReason.OPTION, List.of()),
                new StoreSearch(variable, here).find(Optional.of(Path.of("mine"))));
    }

    @Test
    void aPathToAParentsStoreIsRelative() {
        storeIn("");
        StoreLocation found = new StoreSearch(Map.of(), Path.of("")).find(Optional.empty());
        assertTrue(!found.folder().isAbsolute(), found.toString());
        assertTrue(
                find(Map.of()).folder().endsWith("../../../.recurve"),
                find(Map.of()).toString());
    }

    @Test
    void whatOnlyHasTheNameIsPassed() throws IOException {
        Path store = storeIn("");
        Files.createDirectory(folder.resolve("project/.recurve"));
        Files.writeString(folder.resolve("project/experiments/.recurve"), "a file");
        assertFound(store, StoreReason.PARENT, find(Map.of()));
    }

    @Test
    void anEmptyVariableIsNone() {
        assertEquals(StoreReason.NEW, find(Map.of("RECURVE_STORE", " ")).reason());
    }

    @Test
    void aVariableThatCanNameNoFolderIsAMistake() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        UserError isFile = assertThrows(UserError.class, () -> find(Map.of("RECURVE_STORE", file.toString())));
        assertTrue(String.valueOf(isFile.getMessage()).contains(file + " is not a folder"));
        UserError tilde = assertThrows(UserError.class, () -> find(Map.of("RECURVE_STORE", "~/store")));
        assertTrue(String.valueOf(tilde.getMessage()).contains("which only a shell replaces"));
    }

    /** A store that another user put above ours would have its plugins run with our rights. */
    @Test
    void anotherUsersStoreIsLeftAloneAndNamed() throws IOException {
        Path mine = storeIn("");
        Path stranger = storeIn("project");
        assumeTrue(canGiveAway(stranger), "only root can give files away");
        StoreLocation found = find(Map.of());
        assertFound(mine, StoreReason.PARENT, found);
        assertEquals(1, found.strangers().size());
        String told = found.strangers().getFirst().text();
        assertTrue(told.contains("is a store of nobody and is not used"), told);
        Files.createDirectory(here.resolve(".recurve"));
        assertEquals(List.of(), find(Map.of()).strangers());
    }

    private static boolean canGiveAway(Path path) {
        try {
            Files.setOwner(
                    path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
