/**
 * Lets a browser look at a store: {@link org.recurve.app.watch.WatchCommand} at any time, {@link org.recurve.app.watch.RunWatch} while a
 * study runs in this process. What is shown, and who may see it, is decided in {@code org.recurve.reports}.
 */
package org.recurve.app.watch;
