package org.recurve.app.display;

import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.recurve.api.event.Event;

/** Progress as one bar over all examples that are still to be seen, with rate, time left and the current loss. */
public final class ProgressBars implements ProgressDisplay {
    private static final int WIDTH = 110;
    private static final int UPDATE_MILLISECONDS = 200;

    private final ProgressBar bar;
    private final Map<String, String> titles = new HashMap<>();
    private int ended;

    /**
     * Returns a bar for so many trials.
     *
     * @param examples to be trained on, over all epochs of all trials
     */
    public ProgressBars(int trials, long examples) {
        this.bar = new ProgressBarBuilder()
                .setTaskName(trials == 1 ? "1 trial" : trials + " trials")
                .setInitialMax(examples)
                .setUnit(" examples", 1)
                .setSpeedUnit(ChronoUnit.SECONDS)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
                .setConsumer(new ConsoleProgressBarConsumer(StandardStreams.terminal(), WIDTH))
                .build();
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.TrialStarted start ->
                titles.put(start.trial(), TerminalText.line(start.plan().title()));
            case Event.StepDone step -> {
                bar.stepBy(step.examples());
                bar.setExtraMessage(String.format(
                        Locale.ROOT,
                        " %d done, %s loss %.4f",
                        ended,
                        titles.getOrDefault(step.trial(), ""),
                        step.loss()));
            }
            case Event.TrialEnded end -> {
                titles.remove(end.trial());
                ended++;
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
