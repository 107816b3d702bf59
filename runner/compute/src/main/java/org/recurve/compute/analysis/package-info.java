/**
 * Finds facts about graphs: which steps are padding, which inputs a row depends on, where derivatives end, which
 * graphs are equal. Begin at {@link PaddingAnalysis}. Changes no graph.
 */
package org.recurve.compute.analysis;
