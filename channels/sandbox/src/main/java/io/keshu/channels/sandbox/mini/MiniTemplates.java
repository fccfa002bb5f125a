package io.keshu.channels.sandbox.mini;

import io.keshu.channels.sandbox.world.Templates.Template;
import java.util.List;
import java.util.Optional;

/** The subscribe-message templates (订阅消息) that every mini program here has. */
public final class MiniTemplates {

    /** 订单发货通知. */
    public static final Template SHIPPED = new Template(
            "mB4fR7kQz1xVn0sWcYt3JhLp8UeDgTa2ioKMXyC5bNA",
            "订单发货通知",
            "订单号:{{character_string1.DATA}}\n商品:{{thing2.DATA}}\n快递公司:{{thing3.DATA}}\n",
            "订单号:20261101001\n商品:白茶饼 350 克\n快递公司:顺丰\n");

    /** 售后进度提醒. */
    public static final Template PROGRESS = new Template(
            "Zq9LwE2uTj5rXsPa7dHvKc0oYbGm3iNf6RtUxM1eWlQ",
            "售后进度提醒",
            "售后事项:{{thing1.DATA}}\n当前进度:{{phrase2.DATA}}\n",
            "售后事项:更换灯罩\n当前进度:已寄出\n");

    private static final List<Template> ALL = List.of(SHIPPED, PROGRESS);

    private MiniTemplates() {}

    static List<Template> all() {
        return ALL;
    }

    static Optional<Template> find(String id) {
        return ALL.stream().filter(template -> template.id().equals(id)).findFirst();
    }
}
