/** What a deployment consists of. */
@NullMarked
package io.keshu.channels.web.config;

import org.jspecify.annotations.NullMarked;
