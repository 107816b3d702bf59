/** Layers made of layers: sequences under one name, branches side by side, residuals. */
package org.recurve.composition;
