package org.recurve.datasets.augment;

/** Says what stands where an image is moved away from its border. */
enum Fill {
    /** The number 0: black, or the mean of images that are scaled to mean 0. */
    ZERO,
    /** The nearest pixel of the image. */
    EDGE,
    /** The image's mirror image, the pixel at the border once. */
    REFLECT;

    static final String DOC = "what stands beyond the image's border: zero, edge or reflect";

    /** Returns the pixel that stands at a place, or −1 if it is 0 there. */
    int index(int place, int extent) {
        if (place >= 0 && place < extent) {
            return place;
        }
        return switch (this) {
            case ZERO -> -1;
            case EDGE -> Math.clamp(place, 0, extent - 1);
            case REFLECT -> {
                int period = Math.max(1, 2 * (extent - 1));
                int folded = Math.floorMod(place, period);
                yield folded < extent ? folded : period - folded;
            }
        };
    }
}
