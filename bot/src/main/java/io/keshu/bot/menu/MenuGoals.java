package io.keshu.bot.menu;

import io.keshu.bot.store.RuleStore;
import io.keshu.channels.api.MenuFault;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupStore;
import java.util.ArrayList;
import java.util.List;

/** Whether the rules and groups are there that entries of a menu lead to. */
final class MenuGoals {

    private final RuleStore rules;
    private final AgentGroupStore groups;

    MenuGoals(RuleStore rules, AgentGroupStore groups) {
        this.rules = rules;
        this.groups = groups;
    }

    /** Where the menu leads to what is not there. */
    List<MenuFault> faults(Menu menu) {
        List<MenuFault> faults = new ArrayList<>();
        look("items", menu.items(), faults);
        for (int i = 0; i < menu.tagged().size(); i++) {
            look("tagged[" + i + "].items", menu.tagged().get(i).items(), faults);
        }
        return faults;
    }

    private void look(String path, List<MenuItem> items, List<MenuFault> faults) {
        for (int i = 0; i < items.size(); i++) {
            MenuItem item = items.get(i);
            String each = path + "[" + i + "]";
            if (item.action().leadsOn() && !item.value().isBlank() && !there(item)) {
                faults.add(new MenuFault(each + ".value", MenuFault.Code.GONE, 0));
            }
            look(each + ".children", item.children(), faults);
        }
    }

    private boolean there(MenuItem item) {
        try {
            long id = Long.parseLong(item.value());
            return item.action() == MenuItem.Action.RULE
                    ? rules.find(id).isPresent()
                    : groups.find(new AgentGroupId(id)).isPresent();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
