/** Results for other programs: tables and weights, and what writes them in some format. */
package org.recurve.api.export;
