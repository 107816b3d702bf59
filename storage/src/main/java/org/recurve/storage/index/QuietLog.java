package org.recurve.storage.index;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.LoggerFactory;

/** Lets Flyway say nothing but what went wrong: creating an index is no news. */
public final class QuietLog implements LogCreator {
    @Override
    public Log createLogger(Class<?> of) {
        org.slf4j.Logger log = LoggerFactory.getLogger(of);
        return new Log() {
            @Override
            public void debug(String message) {}

            @Override
            public void info(String message) {}

            @Override
            public void notice(String message) {}

            @Override
            public void warn(String message) {
                log.debug(message);
            }

            @Override
            public void error(String message) {
                log.error(message);
            }

            @Override
            public void error(String message, Exception cause) {
                log.error(message, cause);
            }
        };
    }
}
