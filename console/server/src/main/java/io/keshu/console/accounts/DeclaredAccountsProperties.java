package io.keshu.console.accounts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Accounts that configuration declares: {@code keshu.channels.accounts[n].type|key|name|settings.<field>|secrets.<field>}.
 *
 * @param accounts by the number, or any other name, under which each is declared; several sources may each add theirs
 */
@ConfigurationProperties("keshu.channels")
record DeclaredAccountsProperties(@DefaultValue Map<String, Declared> accounts) {

    DeclaredAccountsProperties {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
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
