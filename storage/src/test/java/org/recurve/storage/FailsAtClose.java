package org.recurve.storage;

import java.sql.Connection;
import org.h2.api.Trigger;

/** Makes H2 fail as it closes a database, halfway and with what it does not catch, as it does on pages it cannot read. */
public final class FailsAtClose implements Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {}

    @Override
    public void close() {
        throw new IndexOutOfBoundsException("a page that is none");
    }
}
