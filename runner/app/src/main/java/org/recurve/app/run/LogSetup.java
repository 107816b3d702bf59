package org.recurve.app.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.recurve.app.display.StandardStreams;
import org.recurve.app.report.ReportAdditions;
import org.recurve.engine.training.TrialRunner;
import org.slf4j.LoggerFactory;

/**
 * Sends warnings to standard error and nothing else anywhere: what users should know is said in so many words by the
 * commands, and standard output belongs to results. In code, since reading XML would cost every start a tenth of a second.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    /** Shows the stack traces of trials and of sections of reports that fail, too. */
    public static void showTraces() {
        for (Class<?> type : List.of(TrialRunner.class, ReportAdditions.class)) {
            if (LoggerFactory.getLogger(type) instanceof Logger logger) {
                logger.setLevel(Level.DEBUG);
            }
        }
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger{0}: %replace(%msg){'\\R', ' '}%n");
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(StandardStreams.log());
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
