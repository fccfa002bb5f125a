package io.keshu.console.ops;

import io.keshu.console.PublicAddress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever started the hub where it is and how to get in. On the console and not in the log, which is kept. */
@Component
final class StartMessage {

    private static final String LINE = "────────────────────────────────────────────────────────────";

    private final PublicAddress address;
    private final FirstAdministrator administrator;
    private final StartMessageProperties properties;

    StartMessage(PublicAddress address, FirstAdministrator administrator, StartMessageProperties properties) {
        this.address = address;
        this.administrator = administrator;
        this.properties = properties;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        console.print(text());
        console.flush();
    }

    String text() {
        StringBuilder text = new StringBuilder("\n").append(LINE).append('\n');
        text.append("  客枢已就绪 · Keshu is ready\n\n");
        line(text, "工作台 Console", address.url());
        properties.addresses().values().forEach(other -> line(text, other.label(), other.url()));
        line(text, "用户名 User", FirstAdministrator.USERNAME);
        Optional<String> password = administrator.generatedPassword();
        if (password.isPresent()) {
            line(text, "密码 Password", password.get());
            text.append("\n  密码只显示这一次，请保存。The password is shown only this once; keep it.\n");
        }
        return text.append(LINE).append("\n\n").toString();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("  ").append(label).append(":  ").append(value).append('\n');
    }
}
