package org.recurve.datasets.sound;

/** Says what the numbers of a spectrogram are. */
public enum SoundScale {
    /** 20 log10 of magnitudes, from -100. */
    DECIBELS,
    /** Magnitudes, as half the amplitude of a sine. */
    MAGNITUDE
}
