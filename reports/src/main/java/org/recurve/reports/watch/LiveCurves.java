package org.recurve.reports.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.api.event.Event;
import org.recurve.reports.chart.GrowingPanel;
import org.recurve.reports.chart.GrowingPanel.PanelChange;
import org.recurve.reports.follow.FollowedTrial;
import org.recurve.reports.watch.PageFrame.KeyedPanel;
import org.recurve.reports.watch.PageFrame.KeyedWindow;
import org.recurve.storage.view.StepSeries;

/** The charts of trials that go on: a panel for each metric over epochs, and for each quantity over steps. For one thread. */
final class LiveCurves {
    /** More panels than anybody looks at cost time and say nothing. */
    private static final int MOST_PANELS = 24;

    private final Map<String, GrowingPanel> panels = new LinkedHashMap<>();

    /** A chart and the name that it keeps. */
    private record NamedPanel(String key, GrowingPanel panel) {}

    void clear() {
        panels.clear();
    }

    /** Adds what a step measured. */
    void step(FollowedTrial trial, Event.StepDone step) {
        add(trial, StepSeries.LOSS, "loss of each batch", "step", step.step(), step.loss());
        add(trial, StepSeries.GRADIENT_NORM, StepSeries.GRADIENT_NORM, "step", step.step(), step.gradientNorm());
        step.watched().forEach((name, value) -> add(trial, name, name, "step", step.step(), value));
    }

    /** Adds what an epoch measured. */
    void epoch(FollowedTrial trial, Event.EpochDone epoch) {
        new TreeMap<>(epoch.metrics())
                .forEach((name, value) -> add(trial, "epoch " + name, name, "epoch", epoch.epoch(), value));
    }

    /** Adds a point of another chart. */
    void add(FollowedTrial trial, String key, String title, String xLabel, double x, double y) {
        String task = trial.plan().task();
        String own = task.isEmpty() ? key : key + " · " + task;
        GrowingPanel panel = panels.get(own);
        if (panel == null) {
            if (panels.size() >= MOST_PANELS) {
                return;
            }
            panel = new GrowingPanel(task.isEmpty() ? title : title + " · " + task, xLabel);
            panels.put(own, panel);
        }
        panel.add(trial.style(), trial.plan().variant(), trial.line(), x, y);
    }

    /** Forgets the lines of a trial. */
    void restart(FollowedTrial trial) {
        panels.values().forEach(panel -> panel.restart(trial.style(), trial.line()));
    }

    /** Adds what changed since this was last asked. */
    void changes(List<KeyedPanel> panels, List<KeyedWindow> windows) {
        for (NamedPanel named : all()) {
            if (named.panel().isChanged()) {
                switch (named.panel().change()) {
                    case PanelChange.WholePanel whole -> panels.add(new KeyedPanel(named.key(), whole.panel()));
                    case PanelChange.ChangedWindows some ->
                        some.windows().forEach(window -> windows.add(new KeyedWindow(named.key(), window)));
                }
            }
        }
    }

    /** Returns all charts as they are. */
    List<KeyedPanel> whole() {
        return all().stream()
                .map(named -> new KeyedPanel(named.key(), named.panel().panel()))
                .toList();
    }

    /** Returns all charts that have lines, those over epochs first, validation before all. */
    private List<NamedPanel> all() {
        Map<String, Integer> ranks = new HashMap<>();
        List<NamedPanel> all = new ArrayList<>();
        panels.forEach((key, panel) -> {
            ranks.put(
                    key,
                    key.startsWith("difference")
                            ? 0
                            : key.startsWith("epoch validation") ? 1 : key.startsWith("epoch") ? 2 : 3);
            if (!panel.isEmpty()) {
                all.add(new NamedPanel(key, panel));
            }
        });
        all.sort((a, b) -> Integer.compare(ranks.getOrDefault(a.key(), 3), ranks.getOrDefault(b.key(), 3)));
        return all;
    }
}
