package io.keshu.channels.sandbox.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The message templates (模板消息) of an account: three that a shop has, unless somebody takes one away. Thread-safe. */
public final class Templates {

    /**
     * One template.
     *
     * @param content with {@code {{name.DATA}}} where values come
     */
    public record Template(String id, String title, String content, String example) {}

    /** 订单发货通知, which has a number, a text and a time. */
    public static final Template SHIPPED = new Template(
            "ngqIpbwh8bUfcSsECmogfXcV14J0tQlEpBO27izEYtY",
            "订单发货通知",
            "订单编号：{{character_string1.DATA}}\n商品名称：{{thing2.DATA}}\n发货时间：{{time3.DATA}}\n快递单号：{{character_string4.DATA}}",
            "订单编号：20261101001\n商品名称：白茶饼 350 克\n发货时间：2026年11月1日 15:20\n快递单号：SF1234567890");

    /** 服务进度提醒, which every conversation could end with. */
    public static final Template PROGRESS = new Template(
            "Doclyl5uP7Aciu-qZ7mJNPtWkbkYnWBWVja26EGbNyk",
            "服务进度提醒",
            "服务事项：{{thing1.DATA}}\n当前进度：{{phrase2.DATA}}\n联系电话：{{phone_number3.DATA}}",
            "服务事项：更换灯罩\n当前进度：已寄出\n联系电话：400-820-0000");

    /** 账单通知, in the form of before 2023. */
    public static final Template BILL = new Template(
            "gAv8TqGLXnXtqwXbA-a5aRcEbBHsVDBmqk3YtIq8OfE",
            "账单通知",
            "{{first.DATA}}\n账单金额：{{keyword1.DATA}}\n出账日期：{{keyword2.DATA}}\n{{remark.DATA}}",
            "您好，您的账单已出。\n账单金额：128 元\n出账日期：2026-11-01\n点击查看明细。");

    private final List<Template> templates = new CopyOnWriteArrayList<>(List.of(SHIPPED, PROGRESS, BILL));

    public List<Template> all() {
        return new ArrayList<>(templates);
    }

    public Optional<Template> find(String id) {
        return templates.stream().filter(template -> template.id().equals(id)).findFirst();
    }

    public void add(Template template) {
        templates.add(template);
    }

    /** Its owner deletes it. */
    public void remove(String id) {
        templates.removeIf(template -> template.id().equals(id));
    }
}
