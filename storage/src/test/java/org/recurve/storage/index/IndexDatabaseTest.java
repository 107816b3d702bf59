package org.recurve.storage.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToCreateStatementException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexDatabaseTest {
    private static final int ROWS = 50;

    /** As a kill while H2 wrote may leave them: each would be waited for, as for a transaction that goes on. */
    @Test
    void rowsOfATransactionThatNobodyEndsAreNotWaitedFor() {
        try (IndexDatabase database = IndexDatabase.inMemory();
                Handle left = database.jdbi().open();
                Handle writer = database.jdbi().open()) {
            left.begin();
            register(left);
            assertTimeout(
                    Duration.ofSeconds(20),
                    () -> assertThrows(UnableToExecuteStatementException.class, () -> register(writer)));
            left.rollback();
            register(writer);
        }
    }

    /** Of a user who has the same program, but not the key. */
    @Test
    void anIndexUnderAnotherKeyIsBuiltAnew(@TempDir Path folder) {
        Path name = folder.resolve("store");
        try (IndexDatabase made = IndexDatabase.inFile(name, key(folder, "theirs"))) {
            made.jdbi().useHandle(handle -> handle.execute("create table theirs (a int)"));
        }
        try (IndexDatabase opened = IndexDatabase.inFile(name, key(folder, "ours"));
                Handle handle = opened.jdbi().open()) {
            assertThrows(UnableToCreateStatementException.class, () -> handle.execute("select a from theirs"));
        }
    }

    @Test
    void aKeyThatOthersCanReadIsReplaced(@TempDir Path folder) throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        IndexKey known = key(folder, "own");
        assertEquals(known, key(folder, "own"));
        Path file = folder.resolve("own/index.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertNotEquals(known, key(folder, "own"));
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    }

    private static IndexKey key(Path folder, String user) {
        return IndexKey.in(folder.resolve(user)).orElseThrow();
    }

    private static void register(Handle handle) {
        try (PreparedBatch batch = handle.prepareBatch(
                "insert into journal (folder, generation, reached, steps_of, bytes, modified, damage, trust, sequence)"
                        + " values (?, 0, 0, ?, -1, -1, '', 'OWN', 0)")) {
            for (int row = 0; row < ROWS; row++) {
                batch.add("trials/" + row, new byte[0]);
            }
            batch.execute();
        }
    }
}
