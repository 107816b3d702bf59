/** From a stored study to one HTML file that opens anywhere, needs nothing and shows everything. */
package org.recurve.reports;
