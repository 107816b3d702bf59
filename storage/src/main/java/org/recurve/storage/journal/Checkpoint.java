package org.recurve.storage.journal;

import java.nio.file.Path;

/**
 * A checkpoint that was read back and found whole.
 *
 * @param name under which it was written; a later one of the same name replaces it
 * @param step steps taken
 * @param epoch epochs finished
 * @param digest of the state it holds
 * @param journalLength bytes of the trial's journal when it was written; a resume cuts there
 * @param content what the engine wrote
 */
public record Checkpoint(
        Path file, String name, long step, int epoch, String digest, long journalLength, byte[] content) {}
