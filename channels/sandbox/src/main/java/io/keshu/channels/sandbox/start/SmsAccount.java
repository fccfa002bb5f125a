package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.sms.SmsCenter;
import io.keshu.channels.sandbox.sms.SmsTown;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The account at the sandbox's SMSC, and two people who can be reached through it. */
final class SmsAccount {

    static final String NAME = "keshuSandboxSms";

    private static final String PREFIX = "keshu.channels.accounts.sandbox-sms.";
    private static final List<String> PEOPLE = List.of("陈女士", "林先生");

    private SmsAccount() {}

    /** Tells the hub of it. The password is another one with every start, and so may be the port. */
    static void declare(ConfigurableEnvironment environment, SmsCenter center) {
        PEOPLE.forEach(center.town()::meet);
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        NAME,
                        Map.of(
                                PREFIX + "type",
                                "sms-smpp",
                                PREFIX + "key",
                                SandboxPropertySource.ACCOUNT_KEY,
                                PREFIX + "name",
                                "沙盒短信",
                                PREFIX + "settings.host",
                                "127.0.0.1",
                                PREFIX + "settings.port",
                                Integer.toString(center.port()),
                                PREFIX + "settings.systemId",
                                SmsCenter.SYSTEM_ID,
                                PREFIX + "settings.number",
                                SmsTown.COMPANY,
                                PREFIX + "secrets.password",
                                center.password())));
    }
}
