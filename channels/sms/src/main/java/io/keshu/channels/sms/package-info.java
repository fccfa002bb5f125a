/** Text messages: SMPP 3.4, Aliyun, Tencent Cloud and Twilio, one channel each. */
@NullMarked
package io.keshu.channels.sms;

import org.jspecify.annotations.NullMarked;
