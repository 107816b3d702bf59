package org.recurve.reports.watch;

import java.util.Map;

/** A page that lives: it reads what happened and says what is to be shown otherwise. For one thread at a time. */
public interface LivePage {
    /** Reads what is new; returns whether anything was. */
    boolean read();

    /** Returns what is to be shown otherwise since this was last asked. */
    PageFrame changes();

    /** Returns everything, as it stood when {@link #changes} was last asked, or later. */
    PageFrame everything();

    /** Returns how many bytes of journals were read: where in its history the page is. */
    long position();

    /** Returns the page's HTML without its charts, by the place that each part takes. */
    Map<String, String> parts();
}
