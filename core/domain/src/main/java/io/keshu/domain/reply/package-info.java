/** What a customer may still be sent. */
@NullMarked
package io.keshu.domain.reply;

import org.jspecify.annotations.NullMarked;
