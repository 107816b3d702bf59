/**
 * Says how large a store is and what of it nobody needs, and deletes what is no longer wanted. Never touches what runs, and follows
 * no link.
 */
package org.recurve.storage.housekeeping;
