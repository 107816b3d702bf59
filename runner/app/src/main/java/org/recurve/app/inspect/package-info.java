/** Shows what a file's model is, before anything is trained: its plans, and which inputs a unit sees. */
package org.recurve.app.inspect;
