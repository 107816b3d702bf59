/** Results as tables, for exporters. */
package org.recurve.app.export;
