/** Texts as data sets: cut into tokens, numbered by a vocabulary, and divided without a text in two splits. */
package org.recurve.datasets.text;
