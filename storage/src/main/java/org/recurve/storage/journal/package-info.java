/** Journals, trial folders, locks and checkpoints: what survives a kill. Knows no database. */
package org.recurve.storage.journal;
