package org.recurve.storage.index;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.store.fs.FilePath;
import org.h2.tools.RunScript;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.FailureCauses;
import org.recurve.storage.file.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An H2 database with the index's tables, on disk or in memory, open until it is closed. */
final class IndexDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexDatabase.class);
    static final String HELD = "another process holds it";
    private static final String VERSION = "8";
    /**
     * Closing compacts nothing: it would write the whole file anew, encrypted, after every question. Pages are compressed, since
     * decrypting takes longer than expanding them, and the cache of pages (in kB) does not grow with the heap. What is
     * written goes to disk every half minute (in ms) or with the close, and H2 tidies its file up no more often: its threads would
     * decrypt and rewrite half of it during each question. What a kill loses of it is read from the journals again.
     *
     * <p>One thread writes, so a row that another transaction holds is one that a kill left: H2 takes the roots of its maps one after the
     * other when it writes, so a file may have the rows of a transaction that was being committed and no longer its undo log. Nobody ends
     * that one, however the file is opened. H2 takes its rows over if no transaction has its number; but numbers are given again, and a row
     * whose number a transaction of today has is waited for: for 1 ms, and then the index is rebuilt.
     */
    private static final String OPTIONS =
            ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;QUERY_CACHE_SIZE=64;MAX_COMPACT_TIME=0"
                    + ";COMPRESS=TRUE;CACHE_SIZE=32768;WRITE_DELAY=30000;LOCK_TIMEOUT=1";

    static {
        // Read by H2 once, as its first class is loaded: nothing that a database names is loaded or deserialised.
        System.setProperty("h2.allowedClasses", "");
        System.setProperty("h2.serializeJavaObject", "false");
    }

    /** The last connection to leave closes the database: this one stays. */
    private final Connection anchor;

    /** H2 remembers for a connection how it runs each statement, so those of questions are kept. */
    private final Deque<Handle> idle = new ConcurrentLinkedDeque<>();

    private final Jdbi jdbi;
    private final Optional<IndexFile> file;

    private IndexDatabase(Connection anchor, JdbcDataSource source, Optional<IndexFile> file) {
        this.anchor = anchor;
        this.jdbi = Jdbi.create(source)
                .configure(SqlStatements.class, statements -> statements.setSqlParser(new StatementParser()));
        this.file = file;
    }

    static IndexDatabase inMemory() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + OPTIONS);
        try {
            return connect(source, Optional.empty());
        } catch (SQLException e) {
            FailureCauses.rethrowErrors(e);
            throw new StoreException("cannot build an index in memory: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the database in this file, rebuilt if it is broken, of another version, or written without the key.
     *
     * @throws StoreException if it cannot be had: another process has it, or the disk does not let it be written
     */
    static IndexDatabase inFile(Path file, IndexKey key) {
        try {
            return connect(file, key);
        } catch (SQLException e) {
            FailureCauses.rethrowErrors(e);
            if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new StoreException(HELD, e);
            }
            if (DiskFailure.isUnwritable(e)) {
                throw unwritable(file, e);
            }
            LOG.info("the index is rebuilt: {}", e.getMessage());
        } catch (AssertionError e) {
            LOG.info("the index is rebuilt, as H2 finds in it what it does not write", e);
        }
        delete(file);
        try {
            return connect(file, key);
        } catch (SQLException e) {
            FailureCauses.rethrowErrors(e);
            throw unwritable(file, e);
        }
    }

    /** Says what the disk said, not how H2 calls the file. */
    private static StoreException unwritable(Path file, SQLException failure) {
        Throwable root = FailureCauses.of(failure).reduce(failure, (_, cause) -> cause);
        return new StoreException(file(file) + " cannot be written: " + root.getMessage(), failure);
    }

    /** Returns the file of the database that H2 calls by the name without its ending. */
    static Path file(Path name) {
        return name.resolveSibling(name.getFileName() + ".mv.db");
    }

    static void delete(Path name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new StoreException(
                    file(name) + ": cannot be deleted and rebuilt: " + e.getMessage()
                            + "\n    Delete it yourself; it is only an index, and the journals next to it are the store.",
                    e);
        }
    }

    /** Encrypted, so that only what was written with the key opens: a database may hold code, which opening it would run. */
    private static IndexDatabase connect(Path name, IndexKey key) throws SQLException {
        IndexFile files = IndexFile.in(name.toAbsolutePath().resolveSibling(""));
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(files.address(name.getFileName().toString()) + OPTIONS + ";CIPHER=AES");
        source.setPasswordChars((key.text() + " ").toCharArray());
        FilePath.register(files);
        try {
            return connect(source, Optional.of(files));
        } catch (SQLException | RuntimeException | Error e) {
            FilePath.unregister(files);
            throw e;
        }
    }

    private static IndexDatabase connect(JdbcDataSource source, Optional<IndexFile> file) throws SQLException {
        Connection anchor = source.getConnection();
        try {
            prepare(anchor);
            return new IndexDatabase(anchor, source, file);
        } catch (SQLException | RuntimeException | Error e) {
            anchor.close();
            throw e;
        }
    }

    /** Makes the tables anew unless they are of this version. */
    private static void prepare(Connection connection) throws SQLException {
        if (version(connection).filter(VERSION::equals).isPresent()) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("drop all objects");
        }
        try (Reader tables = new InputStreamReader(
                Objects.requireNonNull(IndexDatabase.class.getResourceAsStream("index.sql")), StandardCharsets.UTF_8)) {
            RunScript.execute(connection, tables);
        } catch (IOException e) {
            throw new UncheckedIOException("the tables of the index cannot be read from the program's jar", e);
        }
        try (var insert = connection.prepareStatement("insert into index_version (version) values (?)")) {
            insert.setString(1, VERSION);
            insert.execute();
        }
    }

    /** Empty if the index is not finished, or of a version that called this otherwise. */
    private static Optional<String> version(Connection connection) throws SQLException {
        try (var query = connection.createStatement();
                var rows = query.executeQuery("select version from index_version")) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
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
        file.ifPresent(FilePath::unregister);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Returns the answer to a question that changes nothing. */
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
        file.ifPresent(FilePath::unregister);
    }
}
