/**
 * Trials trained by other processes, and the protocol between them and this one: {@link org.recurve.app.worker.ProcessSite} starts
 * them, {@link org.recurve.app.worker.WorkerMain} is one. It knows no command and writes into no store.
 */
package org.recurve.app.worker;
