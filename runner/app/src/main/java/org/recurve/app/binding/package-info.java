/** From nodes to records: settings, defaults, bounds and plugin references, with every problem reported. */
package org.recurve.app.binding;
