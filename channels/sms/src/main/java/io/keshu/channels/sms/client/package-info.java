/** The providers' interfaces: SMPP by jsmpp, the others over HTTP with their own signatures. */
@NullMarked
package io.keshu.channels.sms.client;

import org.jspecify.annotations.NullMarked;
