package io.keshu.infra.account;

import io.keshu.channels.api.AccountKeys;
import io.keshu.channels.api.ChannelAccountId;

/** Keys derived from the one that secrets are encrypted with, from which that can't be told. */
final class DerivedKeys implements AccountKeys {

    private final SecretCipher cipher;

    DerivedKeys(SecretCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public byte[] key(ChannelAccountId account, String purpose) {
        return cipher.derive("account/" + account.value() + "/" + purpose);
    }
}
