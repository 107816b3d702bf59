/** Numbers as pictures: kernels, heat maps, graphs, and the small plots inside tables. */
package org.recurve.reports.picture;
