/** Says which plugins there are: on the class path, and in the folder where strangers' jars are dropped. */
package org.recurve.app.plugins;
