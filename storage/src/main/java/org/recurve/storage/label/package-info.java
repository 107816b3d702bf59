/**
 * Holds what people say about studies and trials: tags, notes, other names. Begin at {@link LabelJournal}, which keeps it beside the
 * journals, and {@link StoreLabels}, what it comes to. Knows no index.
 */
package org.recurve.storage.label;
