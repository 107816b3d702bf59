package org.recurve.storage.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

class StatementBatchesTest {
    /** What a row of a batch takes in memory is a hundred times its size: the plan of 100,000 trials took 100 MB. */
    @Test
    void veryManyRowsAreGivenToTheDatabaseInPieces() {
        AtomicInteger batches = new AtomicInteger();
        Jdbi jdbi = Jdbi.create("jdbc:h2:mem:");
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                batches.incrementAndGet();
            }
        });
        StatementBatches rows = new StatementBatches();
        for (int row = 0; row < 2500; row++) {
            rows.add("insert into number values (?)", row);
        }
        jdbi.useHandle(handle -> {
            handle.execute("create table number (digits integer)");
            batches.set(0);
            rows.execute(handle);
            assertEquals(3, batches.get());
            assertEquals(
                    2500 * 2499 / 2,
                    handle.select("select sum(digits) from number")
                            .mapTo(int.class)
                            .one());
        });
    }
}
