package org.recurve.storage.index;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;

/** A store's index, opened beside the program by the user whose it is. */
public final class OpenIndex {
    private OpenIndex() {}

    /** Executes statements on the index of the store in this folder, which nobody has open. */
    public static void execute(Path store, String statements) throws SQLException {
        IndexFile files = IndexFile.in(store);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(files.address("store") + ";CIPHER=AES");
        source.setPasswordChars((IndexKey.ofUser().orElseThrow().text() + " ").toCharArray());
        FilePath.register(files);
        try (Connection database = source.getConnection();
                var change = database.createStatement()) {
            change.execute(statements);
        } finally {
            FilePath.unregister(files);
        }
    }
}
