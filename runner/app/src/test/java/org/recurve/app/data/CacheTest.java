package org.recurve.app.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheTest {
    @Test
    void theFolderIsChosenByTheEnvironment() {
        assertEquals(Path.of("/d"), Cache.folder(Map.of("RECURVE_DATA", "/d", "XDG_CACHE_HOME", "/x"), "/home/a"));
        assertEquals(Path.of("/x/recurve"), Cache.folder(Map.of("XDG_CACHE_HOME", "/x"), "/home/a"));
        assertEquals(Path.of("/home/a/.cache/recurve"), Cache.folder(Map.of("XDG_CACHE_HOME", ""), "/home/a"));
    }
}
