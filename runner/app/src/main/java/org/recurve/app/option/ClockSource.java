package org.recurve.app.option;

import java.time.Clock;

/** The root of all commands, which knows what time it is and in which zone its user lives. */
public interface ClockSource {
    Clock clock();
}
