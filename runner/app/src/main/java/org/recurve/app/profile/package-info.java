/** Tells where the time of training steps goes: {@link org.recurve.app.profile.VariantProfile}. */
package org.recurve.app.profile;
