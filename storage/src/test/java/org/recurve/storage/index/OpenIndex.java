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
        with(store, database -> {
            try (var change = database.createStatement()) {
                return change.execute(statements);
            }
        });
    }

    /** Returns the one number that a query answers. */
    public static long number(Path store, String query) throws SQLException {
        return with(store, database -> {
            try (var statement = database.createStatement();
                    var rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private interface Work<T> {
        T on(Connection database) throws SQLException;
    }

    private static <T> T with(Path store, Work<T> work) throws SQLException {
        IndexFile files = IndexFile.in(store);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(files.address("store") + ";CIPHER=AES");
        source.setPasswordChars((IndexKey.ofUser().orElseThrow().text() + " ").toCharArray());
        FilePath.register(files);
        try (Connection database = source.getConnection()) {
            return work.on(database);
        } finally {
            FilePath.unregister(files);
        }
    }
}
