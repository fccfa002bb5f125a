package io.keshu.console.menus;

import io.keshu.bot.menu.DraftResult;
import io.keshu.bot.menu.Menu;
import io.keshu.bot.menu.MenuDiff;
import io.keshu.bot.menu.MenuRules;
import io.keshu.bot.menu.MenuState;
import io.keshu.bot.menu.MenuVersion;
import io.keshu.bot.menu.Menus;
import io.keshu.bot.menu.PublishResult;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuProblem;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.account.AccountDirectory;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An account's menu: draft, publication, history, clicks. */
@RestController
@RequestMapping("/api/menus/{account}")
@Tag(name = "menus")
class MenuController {

    private static final int PAGE = 20;

    private final Menus menus;
    private final MenuViews views;
    private final AccountDirectory accounts;
    private final Words words;

    MenuController(Menus menus, MenuViews views, AccountDirectory accounts, Words words) {
        this.menus = menus;
        this.views = views;
        this.accounts = accounts;
        this.words = words;
    }

    /** @param version of the draft as it was read; 0 if there was none */
    @Schema(name = "MenuDraftWrite")
    record DraftWrite(long version, MenuBody menu) {}

    /** @param version of the draft as it was read */
    @Schema(name = "MenuPull")
    record Pull(long version) {}

    /**
     * @param version of the draft as it was read
     * @param live the live version's number as it was read; 0 if there was none
     */
    @Schema(name = "MenuPublish")
    record Publish(long version, int live) {}

    @GetMapping
    @Operation(operationId = "menu")
    @Fails(status = 404, codes = "account.unknown")
    MenuView read(@PathVariable String account) {
        ChannelAccount found = account(account);
        return view(found, menus.read(found.id()));
    }

    @PutMapping("/draft")
    @Operation(operationId = "saveMenuDraft")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 409, codes = "menu.changed")
    @Fails(status = 422, codes = "request.invalid")
    MenuView save(@PathVariable String account, @RequestBody DraftWrite request, @CurrentAgent SignedInAgent agent) {
        ChannelAccount found = account(account);
        MenuShape.check(request.menu(), words);
        DraftResult result = menus.saveDraft(found.id(), request.menu().toMenu(), request.version(), agent.id());
        return saved(found, request.version(), result).state();
    }

    @PostMapping("/pull")
    @Operation(operationId = "pullMenu")
    @Fails(status = 404, codes = "account.unknown, menu.no_menus")
    @Fails(status = 409, codes = "menu.changed")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "menu.provider")
    MenuView.Pulled pull(@PathVariable String account, @RequestBody Pull request, @CurrentAgent SignedInAgent agent) {
        ChannelAccount found = account(account);
        if (!rules(found).published()) {
            throw ProblemException.of(HttpStatus.NOT_FOUND, "menu.no_menus");
        }
        return saved(found, request.version(), menus.pull(found.id(), request.version(), agent.id()));
    }

    private MenuView.Pulled saved(ChannelAccount account, long version, DraftResult result) {
        if (result instanceof DraftResult.Saved saved) {
            return new MenuView.Pulled(view(account, saved.state()), saved.leftOut());
        }
        if (result instanceof DraftResult.Refused refused) {
            throw ProblemException.fields(views.faults(rules(account), refused.faults()));
        }
        if (result instanceof DraftResult.NotPulled failed) {
            throw provider(failed.problem());
        }
        throw draftChanged(account, version, ((DraftResult.Changed) result).now());
    }

    /** Says who was faster and what they changed in the draft. */
    private ProblemException draftChanged(ChannelAccount account, long version, MenuState now) {
        return ProblemException.conflict(
                "menu.changed",
                views.conflict(menus.changedSince(account.id(), version, now.draft())),
                views.name(now.editedBy()));
    }

    private ProblemException provider(MenuProblem problem) {
        return problem.reason() == MenuProblem.Reason.ACCOUNT_DISABLED
                ? ProblemException.of(HttpStatus.CONFLICT, "account.disabled")
                : ProblemException.of(HttpStatus.BAD_GATEWAY, "menu.provider", views.reason(problem));
    }

    @PostMapping("/publish")
    @Operation(operationId = "publishMenu")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 409, codes = "menu.changed, menu.published, menu.publishing")
    @Fails(status = 422, codes = "request.invalid")
    MenuView publish(@PathVariable String account, @RequestBody Publish request, @CurrentAgent SignedInAgent agent) {
        ChannelAccount found = account(account);
        return ended(found, request, menus.publish(found.id(), request.version(), request.live(), agent.id()));
    }

    @PostMapping("/versions/{number}/roll-back")
    @Operation(operationId = "rollBackMenu")
    @Fails(status = 404, codes = "account.unknown, menu.version_unknown")
    @Fails(status = 409, codes = "menu.changed, menu.published, menu.publishing")
    @Fails(status = 422, codes = "request.invalid")
    MenuView rollBack(
            @PathVariable String account,
            @PathVariable int number,
            @RequestBody Publish request,
            @CurrentAgent SignedInAgent agent) {
        ChannelAccount found = account(account);
        return ended(
                found,
                request,
                menus.rollBack(found.id(), number, request.version(), request.live(), agent.id())
                        .orElseThrow(() -> ProblemException.of(HttpStatus.NOT_FOUND, "menu.version_unknown")));
    }

    /** Takes the account's menus away; the draft stays. */
    @PostMapping("/delete")
    @Operation(operationId = "deleteMenu")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 409, codes = "menu.changed, menu.published, menu.publishing")
    MenuView delete(@PathVariable String account, @RequestBody Publish request, @CurrentAgent SignedInAgent agent) {
        ChannelAccount found = account(account);
        return ended(found, request, menus.delete(found.id(), request.version(), request.live(), agent.id()));
    }

    /** The menu that one customer sees. */
    @GetMapping("/seen-by")
    @Operation(operationId = "menuSeenBy")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 422, codes = "request.invalid")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "menu.provider")
    MenuBody seenBy(@PathVariable String account, @RequestParam String user) {
        ChannelAccount found = account(account);
        ExternalUserId customer;
        try {
            customer = new ExternalUserId(user.strip());
        } catch (IllegalArgumentException e) {
            throw ProblemException.fields(List.of(new FieldProblem("user", "missing", words.say("menu.missing"))));
        }
        MenuAnswer<Menu> answer = menus.seenBy(found.id(), customer);
        if (answer instanceof MenuAnswer.Failed<Menu> failed) {
            throw provider(failed.problem());
        }
        return MenuBody.of(((MenuAnswer.Given<Menu>) answer).value());
    }

    private MenuView ended(ChannelAccount account, Publish request, PublishResult result) {
        if (result instanceof PublishResult.Ended ended) {
            return view(account, ended.now());
        }
        if (result instanceof PublishResult.Refused refused) {
            throw ProblemException.fields(views.faults(rules(account), refused.faults()));
        }
        if (result instanceof PublishResult.Busy busy) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT,
                    "menu.publishing",
                    views.name(busy.running().by()));
        }
        throw changed(account, request, ((PublishResult.Changed) result).now());
    }

    /** Says who was faster and what they published. */
    private ProblemException changed(ChannelAccount account, Publish request, MenuState now) {
        MenuVersion live = now.live();
        if (live == null || request.live() == live.number()) {
            return draftChanged(account, request.version(), now);
        }
        Menu before = menus.version(account.id(), request.live())
                .map(MenuVersion::menu)
                .orElse(Menu.EMPTY);
        return ProblemException.conflict(
                "menu.published",
                views.conflict(MenuDiff.between(before, live.menu())),
                views.name(live.by()),
                Integer.toString(live.number()));
    }

    @GetMapping("/versions")
    @Operation(operationId = "menuHistory")
    @Fails(status = 404, codes = "account.unknown")
    MenuView.History history(@PathVariable String account, @RequestParam(required = false) @Nullable Integer before) {
        ChannelAccountId id = account(account).id();
        List<MenuVersion> found = menus.history(id, before == null ? Integer.MAX_VALUE : before, PAGE + 1);
        List<MenuVersion> page = found.subList(0, Math.min(PAGE, found.size()));
        return new MenuView.History(
                page.stream().map(version -> views.version(id, version)).toList(),
                found.size() > PAGE ? page.get(PAGE - 1).number() : null);
    }

    /** What customers would see differently if this version were published anew. */
    @GetMapping("/versions/{number}/changes")
    @Operation(operationId = "menuVersionChanges")
    @Fails(status = 404, codes = "account.unknown, menu.version_unknown")
    List<MenuView.Change> changes(@PathVariable String account, @PathVariable int number) {
        ChannelAccountId id = account(account).id();
        MenuVersion version = menus.version(id, number)
                .orElseThrow(() -> ProblemException.of(HttpStatus.NOT_FOUND, "menu.version_unknown"));
        return views.changes(menus.read(id).live(), version.menu());
    }

    @GetMapping("/audiences")
    @Operation(operationId = "menuAudiences")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "menu.provider")
    List<MenuView.Audience> audiences(@PathVariable String account) {
        MenuAnswer<List<MenuAudience>> answer = menus.audiences(account(account).id());
        if (answer instanceof MenuAnswer.Failed<List<MenuAudience>> failed) {
            throw provider(failed.problem());
        }
        return ((MenuAnswer.Given<List<MenuAudience>>) answer)
                .value().stream()
                        .map(audience -> new MenuView.Audience(audience.id(), audience.name()))
                        .toList();
    }

    @GetMapping("/clicks")
    @Operation(operationId = "menuClicks")
    @Fails(status = 404, codes = "account.unknown")
    List<MenuView.Clicks> clicks(@PathVariable String account) {
        return menus.clicks(account(account).id()).stream()
                .map(count -> new MenuView.Clicks(count.version(), count.item(), count.clicks()))
                .toList();
    }

    private ChannelAccount account(String id) {
        ChannelAccount found = accounts.find(Ids.parse(id, ChannelAccountId::new, MenuController::unknown))
                .orElseThrow(MenuController::unknown);
        rules(found);
        return found;
    }

    private MenuRules rules(ChannelAccount account) {
        return menus.rules(account.id()).orElseThrow(MenuController::unknown);
    }

    private MenuView view(ChannelAccount account, MenuState state) {
        return views.view(account, rules(account), state);
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "account.unknown");
    }
}
