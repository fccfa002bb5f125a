package io.keshu.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class DeclaredAccountsPropertiesTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    private DeclaredAccountsProperties bound() {
        return Binder.get(environment).bindOrCreate("keshu.channels", DeclaredAccountsProperties.class);
    }

    @Test
    void severalSourcesAddTheirAccounts() {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "file",
                        Map.of(
                                "keshu.channels.accounts[0].type", "wechat",
                                "keshu.channels.accounts[0].key", "shop",
                                "keshu.channels.accounts[0].settings.appId", "wx1")));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "other",
                        Map.of(
                                "keshu.channels.accounts.sandbox.type", "wechat",
                                "keshu.channels.accounts.sandbox.key", "sandbox",
                                "keshu.channels.accounts.sandbox.secrets.appSecret", "secret")));
        ConfigurationPropertySources.attach(environment);

        assertThat(bound().accounts()).containsOnlyKeys("0", "sandbox");
        assertThat(bound().accounts().get("0").settings()).containsEntry("appId", "wx1");
        assertThat(bound().accounts().get("sandbox").secrets()).containsEntry("appSecret", "secret");
    }

    @Test
    void theProcessesEnvironmentDeclaresAccountsToo() {
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment",
                        Map.of("KESHU_CHANNELS_ACCOUNTS_0_TYPE", "wechat", "KESHU_CHANNELS_ACCOUNTS_0_KEY", "shop")));
        ConfigurationPropertySources.attach(environment);

        assertThat(bound().accounts()).containsOnlyKeys("0");
        assertThat(bound().accounts().get("0").key()).isEqualTo("shop");
    }

    @Test
    void withoutAnyThereIsNone() {
        assertThat(bound().accounts()).isEmpty();
    }
}
