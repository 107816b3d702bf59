package org.recurve.storage.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.recurve.storage.journal.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An H2 database with the index's tables, on disk or in memory, open until it is closed. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String VERSION = "2";
    private static final String OPTIONS = ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;QUERY_CACHE_SIZE=64";

    /** The last connection to leave closes the database: this one stays. */
    private final Connection anchor;

    /** H2 remembers for a connection how it runs each statement, so those of questions are kept. */
    private final Deque<Handle> idle = new ConcurrentLinkedDeque<>();

    private final Jdbi jdbi;

    private Database(Connection anchor, JdbcDataSource source) {
        this.anchor = anchor;
        this.jdbi = Jdbi.create(source);
    }

    static Database inMemory() {
        try {
            return connect("jdbc:h2:mem:" + UUID.randomUUID() + OPTIONS);
        } catch (SQLException e) {
            throw new StoreException("cannot build an index in memory: " + e.getMessage(), e);
        }
    }

    /** The database in this file, built anew if it is of another version or broken; nothing if someone else has it. */
    static Optional<Database> inFile(Path file) {
        String url = "jdbc:h2:file:" + file.toAbsolutePath() + OPTIONS;
        try {
            return Optional.of(connect(url));
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                return Optional.empty();
            }
        }
        delete(file);
        try {
            return Optional.of(connect(url));
        } catch (SQLException e) {
            throw new StoreException(
                    file + ".mv.db: cannot build the index: " + e.getMessage()
                            + "\n    Make room or the folder writable; the journals beside it are untouched.",
                    e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".mv.db"));
        } catch (IOException e) {
            throw new StoreException(
                    file + ".mv.db: cannot be deleted to be built anew: " + e.getMessage()
                            + "\n    Delete it by hand; it is only an index, the journals beside it are the store.",
                    e);
        }
    }

    private static Database connect(String url) throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        Connection anchor = source.getConnection();
        try {
            prepare(anchor, source);
            return new Database(anchor, source);
        } catch (SQLException | RuntimeException e) {
            anchor.close();
            throw e;
        }
    }

    /** Flyway takes longer than everything else together, so it is only asked when there is something to do. */
    private static void prepare(Connection connection, JdbcDataSource source) throws SQLException {
        if (version(connection).filter(VERSION::equals).isPresent()) {
            return;
        }
        try (var drop = connection.createStatement()) {
            drop.execute("drop all objects");
        }
        Flyway.configure()
                .loggers(QuietLog.class.getName())
                .dataSource(source)
                // A folder for each version: one that an earlier build left on the class path is not seen.
                .locations("classpath:org/recurve/storage/index/v" + VERSION)
                .load()
                .migrate();
    }

    private static Optional<String> version(Connection connection) throws SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery(
                        "select \"version\" from \"flyway_schema_history\" where \"success\" order by \"installed_rank\" desc")) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1
                    || e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Closes it without writing anything more, whatever that meets: its file is about to be deleted. */
    void abandon() {
        try (var statement = anchor.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            LOG.debug("the broken index did not close", e);
        }
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** The answer to a question that changes nothing. */
    <T> T query(HandleCallback<T, RuntimeException> query) {
        Handle handle = Optional.ofNullable(idle.poll()).orElseGet(jdbi::open);
        T answer;
        try {
            answer = query.withHandle(handle);
        } catch (RuntimeException | Error e) {
            handle.close();
            throw e;
        }
        idle.push(handle);
        return answer;
    }

    @Override
    public void close() {
        for (Handle handle = idle.poll(); handle != null; handle = idle.poll()) {
            handle.close();
        }
        try {
            anchor.close();
        } catch (SQLException e) {
            throw new StoreException("cannot close the index: " + e.getMessage(), e);
        }
    }
}
