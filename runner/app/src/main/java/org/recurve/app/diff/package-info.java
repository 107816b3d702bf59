/** Holds what differs between two files, studies or trials. */
package org.recurve.app.diff;
