/** What is the same in all text messages: numbers, alphabets, segments, texts. */
@NullMarked
package io.keshu.channels.sms.convert;

import org.jspecify.annotations.NullMarked;
