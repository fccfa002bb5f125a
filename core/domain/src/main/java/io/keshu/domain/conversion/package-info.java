/** What a channel can show of what another one can. */
@NullMarked
package io.keshu.domain.conversion;

import org.jspecify.annotations.NullMarked;
