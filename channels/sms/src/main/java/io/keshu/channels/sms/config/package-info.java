/** The accounts' settings and the forms for them. */
@NullMarked
package io.keshu.channels.sms.config;

import org.jspecify.annotations.NullMarked;
