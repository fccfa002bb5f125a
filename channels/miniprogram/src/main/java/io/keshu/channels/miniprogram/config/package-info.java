/** What is set up of mini programs. */
@NullMarked
package io.keshu.channels.miniprogram.config;

import org.jspecify.annotations.NullMarked;
