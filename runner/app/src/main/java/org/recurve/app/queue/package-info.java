/**
 * Trials trained by workers that share nothing with a run but a folder: {@link org.recurve.app.queue.FolderSite} puts trials there and
 * takes what comes of them, {@link org.recurve.app.queue.WorkCommand} is a worker. No clock of two machines is compared, and no file is
 * locked.
 */
package org.recurve.app.queue;
