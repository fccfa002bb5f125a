package io.keshu.console.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.console.FakeCore;
import io.keshu.console.HubProperties;
import io.keshu.console.PublicAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

class StartMessageTest {

    private final MockEnvironment environment = new MockEnvironment();
    private final FirstAdministrator administrator = new FirstAdministrator(
            new FakeCore.Agents(),
            () -> 7,
            PasswordEncoderFactories.createDelegatingPasswordEncoder(),
            Clock.systemUTC(),
            environment);
    private final StartMessage message = new StartMessage(
            new PublicAddress(new HubProperties(URI.create("https://desk.example.com/")), environment),
            administrator,
            new StartMessageProperties(
                    Map.of("phone", new StartMessageProperties.Address("手机 Phone", "http://127.0.0.1:18090"))));

    @Test
    void whoStartsTheHubIsToldWhereItIsAndWhatCameUpWithIt() {
        assertThat(message.text())
                .contains("Console:  https://desk.example.com\n")
                .contains("手机 Phone:  http://127.0.0.1:18090\n")
                .contains("User:  admin\n")
                .doesNotContain("Password");
    }

    @Test
    void aPortThatTheSystemChoseIsTold() {
        environment.setProperty("local.server.port", "43210");
        PublicAddress address = new PublicAddress(new HubProperties(URI.create("http://localhost:0")), environment);

        assertThat(new StartMessage(address, administrator, new StartMessageProperties(Map.of())).text())
                .contains("Console:  http://localhost:43210\n");
    }

    @Test
    void aPasswordIsToldIfItWasMadeUp() {
        administrator.run(new DefaultApplicationArguments());

        assertThat(message.text())
                .contains("Password:  " + administrator.generatedPassword().orElseThrow() + "\n");
    }

    @Test
    void aPasswordThatWasGivenIsNotTold() {
        environment.setProperty("KESHU_ADMIN_PASSWORD", "given-password");

        administrator.run(new DefaultApplicationArguments());

        assertThat(message.text()).doesNotContain("given-password");
    }
}
