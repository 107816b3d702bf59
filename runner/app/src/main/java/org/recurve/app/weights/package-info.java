/** Says in the store's words what the engine learnt. Knows no command, and runs nothing. */
package org.recurve.app.weights;
