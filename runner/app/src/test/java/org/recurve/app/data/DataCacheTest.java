package org.recurve.app.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataCacheTest {
    @Test
    void theFolderIsChosenByTheEnvironment() {
        assertEquals(Path.of("/d"), DataCache.folder(Map.of("RECURVE_DATA", "/d", "XDG_CACHE_HOME", "/x"), "/home/a"));
        assertEquals(Path.of("/x/recurve"), DataCache.folder(Map.of("XDG_CACHE_HOME", "/x"), "/home/a"));
        assertEquals(Path.of("/home/a/.cache/recurve"), DataCache.folder(Map.of("XDG_CACHE_HOME", ""), "/home/a"));
    }
}
