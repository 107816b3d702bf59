/** Data of one's own: images, tables, arrays and texts from files below the folder that {@code --data} names. */
package org.recurve.datasets.own;
