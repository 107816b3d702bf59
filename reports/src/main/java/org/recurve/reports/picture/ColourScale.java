package org.recurve.reports.picture;

import java.util.List;

/**
 * Colours from 0 to 1, interpolated between stops in sRGB. All can be told apart by people who see few colours.
 *
 * @param stops evenly spaced, {@code 0xRRGGBB}
 */
record ColourScale(List<Integer> stops) {
    static final ColourScale GREY = new ColourScale(List.of(0x000000, 0xffffff));

    /** Five stops of cividis (Nuñez, Anderton and Renslow, 2018). */
    static final ColourScale SEQUENTIAL = new ColourScale(List.of(0x00224e, 0x434e6c, 0x7d7c78, 0xbcad6c, 0xfee838));

    /** From blue by near-white, which is zero, to orange. */
    static final ColourScale DIVERGING = new ColourScale(List.of(0x0b4f8a, 0x6fa8d6, 0xf5f4f2, 0xe39a5c, 0x96420b));

    /** From near-white, which is nothing, to blue. */
    static final ColourScale COUNTS = new ColourScale(List.of(0xf5f4f2, 0x6fa8d6, 0x0b4f8a));

    /** Says what is no number. */
    static final int NOT_FINITE = 0xd33682;

    ColourScale {
        stops = List.copyOf(stops);
    }

    /** Returns the colour of {@code t}, {@code 0xRRGGBB}. */
    int at(double t) {
        if (!Double.isFinite(t)) {
            return NOT_FINITE;
        }
        double place = Math.clamp(t, 0.0, 1.0) * (stops.size() - 1);
        int below = StrictMath.min((int) place, stops.size() - 2);
        double part = place - below;
        return channel(below, part, 16) << 16 | channel(below, part, 8) << 8 | channel(below, part, 0);
    }

    private int channel(int below, double part, int shift) {
        int a = stops.get(below) >> shift & 0xff;
        int b = stops.get(below + 1) >> shift & 0xff;
        return (int) StrictMath.rint(a + part * (b - a));
    }

    /** Returns whether black can be read better than white on {@code colour}: relative luminance above 0.18 (WCAG 2). */
    static boolean light(int colour) {
        double luminance = 0.2126 * linear(colour >> 16 & 0xff)
                + 0.7152 * linear(colour >> 8 & 0xff)
                + 0.0722 * linear(colour & 0xff);
        return luminance > 0.18;
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4);
    }
}
