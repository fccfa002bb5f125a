/** What may be sent to customers, as it is kept. */
@NullMarked
package io.keshu.infra.reply;

import org.jspecify.annotations.NullMarked;
