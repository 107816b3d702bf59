/** Data sets in the user's own files: folders of images, CSV, NPY, texts. */
package org.recurve.datasets.files;
