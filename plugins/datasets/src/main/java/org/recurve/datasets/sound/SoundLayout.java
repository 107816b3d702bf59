package org.recurve.datasets.sound;

/** Says how a spectrogram becomes an input. */
public enum SoundLayout {
    /** [frames, frequencies]: a step for each frame, and the true number of them. */
    SEQUENCE,
    /** [1, frequencies, frames]: a picture of one channel, the low frequencies first. */
    IMAGE
}
