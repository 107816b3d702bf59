package org.recurve.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock's file says who has it, whatever it said before. */
class FolderLockTest {
    private static final OptionalLong SELF =
            OptionalLong.of(ProcessHandle.current().pid());

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameIt() {
        file = folder.resolve("a.lock");
    }

    @Test
    void aNewFileNamesTheHolder() {
        try (FolderLock _ = FolderLock.tryLock(file).orElseThrow()) {
            assertEquals(SELF, FolderLock.holder(file));
        }
        assertEquals(SELF, FolderLock.holder(file), "who held it last");
    }

    /** Earlier versions wrote the number alone. */
    @Test
    void anOlderSignatureIsReadAndReplaced() throws IOException {
        Files.writeString(file, "9223372036854775807");
        assertEquals(OptionalLong.of(Long.MAX_VALUE), FolderLock.holder(file));
        try (FolderLock _ = FolderLock.tryLock(file).orElseThrow()) {
            assertEquals(SELF, FolderLock.holder(file));
        }
    }

    @Test
    void onlyOneHasIt() {
        try (FolderLock _ = FolderLock.tryLock(file).orElseThrow()) {
            assertTrue(FolderLock.tryLock(file).isEmpty());
        }
        try (FolderLock again = FolderLock.tryLock(file).orElseThrow()) {
            assertEquals(SELF, FolderLock.holder(file), again::toString);
        }
    }
}
