/** Where accepted messages wait. */
@NullMarked
package io.keshu.infra.inbound;

import org.jspecify.annotations.NullMarked;
