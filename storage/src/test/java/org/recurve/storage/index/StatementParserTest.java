package org.recurve.storage.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

class StatementParserTest {
    private final StatementParser parser = new StatementParser();

    private static StatementContext context() {
        try (Handle handle = Jdbi.open(Mockito.mock(Connection.class))) {
            return handle.createQuery("select 1").getContext();
        }
    }

    /** Jdbi's own reader is the oracle. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select a from b where c = ? and d in (select e from f where g = ?)",
                "insert into b (c, d) values (?,?)",
                "select a from b where c = :first and d between :first and :last_1",
                "select a from b where c = 'is it :this, or ?' and d = :that",
                "select a from b where c = 'it''s ?' and \"od:d\" = ?",
                "update b set c = :c"
            })
    void readsWhatJdbiReads(String sql) {
        StatementContext context = context();
        assertEquals(new ColonPrefixSqlParser().parse(sql, context), parser.parse(sql, context));
    }

    @Test
    void refusesWhatItDoesNotRead() {
        StatementContext context = context();
        assertThrows(IllegalArgumentException.class, () -> parser.parse("select a::int from b", context));
        assertThrows(IllegalArgumentException.class, () -> parser.parse("select 'a from b", context));
    }
}
