package org.recurve.convolution;

/**
 * Filters that see equally many channels, as one contraction in groups: group {@code g} of the filters sees group
 * {@code g} of the channels, and nothing else.
 *
 * @param channels the input channels, group after group; one stands in every group that sees it
 * @param filters the filters, group after group
 * @param groups into how many equal groups both are cut
 */
record GroupedFilters(ChannelSelection channels, ChannelSelection filters, int groups) {}
