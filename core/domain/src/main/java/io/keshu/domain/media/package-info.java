/** Pictures, recordings, videos and files: fetched from providers, kept, and handed on. */
@NullMarked
package io.keshu.domain.media;

import org.jspecify.annotations.NullMarked;
