package io.keshu.console.accounts;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Accounts that configuration declares: {@code keshu.channels.accounts[n].type|key|name|settings.<field>|secrets.<field>}. */
@ConfigurationProperties("keshu.channels")
record DeclaredAccountsProperties(@DefaultValue List<Declared> accounts) {

    DeclaredAccountsProperties {
        accounts = List.copyOf(accounts);
    }

    /** @param name what agents see; the key if left out */
    record Declared(
            String type,
            String key,
            @DefaultValue("") String name,
            @DefaultValue("true") boolean enabled,
            @DefaultValue Map<String, String> settings,
            @DefaultValue Map<String, String> secrets) {

        /** Leaves values out: they may be secrets. */
        @Override
        public String toString() {
            return "Declared[" + type + "/" + key + "]";
        }
    }
}
