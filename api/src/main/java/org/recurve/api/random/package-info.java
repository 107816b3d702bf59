/** Counter-based random numbers: a draw depends on its key and its index, never on what was drawn before. */
package org.recurve.api.random;
