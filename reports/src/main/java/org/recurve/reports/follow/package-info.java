/**
 * Follows studies while they run, by reading what is new in their journals; asks no database. Begin at
 * {@link org.recurve.reports.follow.StudyFollower}. Knows neither pages nor connections.
 */
package org.recurve.reports.follow;
