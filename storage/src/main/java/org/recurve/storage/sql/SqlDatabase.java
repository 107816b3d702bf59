package org.recurve.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.recurve.api.export.Table;

/**
 * Answers one SQL query: makes a database in memory with the tables that the query names, and asks it as a user who may select
 * from them and nothing else.
 */
public final class SqlDatabase {
    private static final String READER = "READER";
    private static final int BATCH = 10_000;

    private final JdbcDataSource source = new JdbcDataSource();
    private final String secret = UUID.randomUUID().toString();

    private SqlDatabase() {
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";NON_KEYWORDS=VALUE");
    }

    /**
     * Answers a query.
     *
     * @param tables that it may name
     * @throws RefusedQuery if it is not SQL, or asks for more than to select from the tables
     */
    public static Table ask(String query, List<SqlTable> tables) {
        SqlDatabase database = new SqlDatabase();
        try (Connection owner = database.source.getConnection("OWNER", database.secret)) {
            for (SqlTable table : tables) {
                if (Pattern.compile("(?i)\\b" + table.name() + "\\b")
                        .matcher(query)
                        .find()) {
                    fill(owner, table);
                }
            }
            try (Statement statement = owner.createStatement()) {
                statement.execute("create user " + READER + " password '" + database.secret + "'");
                statement.execute("grant select on schema public to " + READER);
            }
            return database.answer(query);
        } catch (SQLException e) {
            throw new IllegalStateException("the tables could not be made", e);
        }
    }

    private static void fill(Connection owner, SqlTable table) throws SQLException {
        String columns = table.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
        try (Statement statement = owner.createStatement()) {
            statement.execute("create table " + table.name() + " (" + columns + ")");
        }
        String places = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
        try (PreparedStatement insert =
                        owner.prepareStatement("insert into " + table.name() + " values (" + places + ")");
                Stream<Object[]> rows = table.rows().get()) {
            int waiting = 0;
            for (Iterator<Object[]> each = rows.iterator(); each.hasNext(); ) {
                Object[] row = each.next();
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i] instanceof Optional<?> value ? value.orElse(null) : row[i]);
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
    }

    private Table answer(String query) {
        try (Connection asking = source.getConnection(READER, secret);
                PreparedStatement statement = asking.prepareStatement(query)) {
            if (statement.getMetaData() == null) {
                throw new RefusedQuery("this is not a query: only select, with, values and explain can be asked");
            }
            try (ResultSet rows = statement.executeQuery()) {
                return table(rows);
            }
        } catch (SQLException e) {
            String said = String.valueOf(e.getMessage()).replaceFirst("(?s); SQL statement:.*", "");
            throw new RefusedQuery("SQL: " + said, e);
        }
    }

    private static Table table(ResultSet rows) throws SQLException {
        ResultSetMetaData about = rows.getMetaData();
        int width = about.getColumnCount();
        List<List<Object>> values = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            values.add(new ArrayList<>());
        }
        while (rows.next()) {
            for (int i = 0; i < width; i++) {
                values.get(i).add(value(rows, i + 1, about.getColumnType(i + 1)));
            }
        }
        List<Table.Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            String label = about.getColumnLabel(i + 1).toLowerCase(Locale.ROOT);
            String name =
                    columns.stream().anyMatch(other -> other.name().equals(label)) ? label + "_" + (i + 1) : label;
            columns.add(column(name, about.getColumnType(i + 1), values.get(i)));
        }
        return new Table(columns);
    }

    private static Object value(ResultSet rows, int at, int type) throws SQLException {
        Object value = switch (type) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT -> OptionalLong.of(rows.getLong(at));
            case Types.DOUBLE, Types.REAL, Types.FLOAT, Types.DECIMAL, Types.NUMERIC ->
                OptionalDouble.of(rows.getDouble(at));
            case Types.TIMESTAMP_WITH_TIMEZONE -> {
                OffsetDateTime time = rows.getObject(at, OffsetDateTime.class);
                yield time == null ? "" : time.toInstant().toString();
            }
            default -> {
                String text = rows.getString(at);
                yield text == null ? "" : text;
            }
        };
        return switch (value) {
            case OptionalLong _ when rows.wasNull() -> OptionalLong.empty();
            case OptionalDouble _ when rows.wasNull() -> OptionalDouble.empty();
            default -> value;
        };
    }

    private static Table.Column column(String name, int type, List<Object> values) {
        return switch (type) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT ->
                new Table.Integers(
                        name, values.stream().map(OptionalLong.class::cast).toList());
            case Types.DOUBLE, Types.REAL, Types.FLOAT, Types.DECIMAL, Types.NUMERIC ->
                new Table.Numbers(
                        name, values.stream().map(OptionalDouble.class::cast).toList());
            default ->
                new Table.Texts(name, values.stream().map(String.class::cast).toList());
        };
    }
}
