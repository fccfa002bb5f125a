/**
 * What WeChat's platforms have in common, for the channels of official accounts and mini programs: the callback protocol with its
 * signatures and encryption, access tokens that nodes share, temporary media, and what return codes mean. No channel of its own, and it
 * knows of none.
 */
@NullMarked
package io.keshu.channels.weixin;

import org.jspecify.annotations.NullMarked;
