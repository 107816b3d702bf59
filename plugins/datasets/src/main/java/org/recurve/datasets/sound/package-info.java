/**
 * Sound of one's own: WAV files as spectrograms. Begin at {@link org.recurve.datasets.sound.Spectrogram}. Knows samples and frames, not
 * what is asked about them.
 */
package org.recurve.datasets.sound;
