package io.keshu.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MenuAction;
import io.keshu.channels.api.MenuAction.Kind;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuEntry;
import io.keshu.channels.api.MenuProblem.Reason;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.fault.ApiFault.Answer;
import io.keshu.channels.sandbox.fault.ApiFault.When;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.Menus;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.MenuPublisherContract;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Menus against the sandbox, which checks them as WeChat does and fails at every step on demand. */
class WechatMenuTest implements MenuPublisherContract {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);
    private static final String CREATE = "/cgi-bin/menu/create";
    private static final String ADD = "/cgi-bin/menu/addconditional";
    private static final String REMOVE = "/cgi-bin/menu/delconditional";
    private static final String GET = "/cgi-bin/menu/get";

    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults(), Clock.systemUTC());
    private final Account shop = sandbox.world().add(AccountNames.account("小店")).orElseThrow();
    private final Menus.Tag vip = shop.menus().tag("熟客").orElseThrow();
    private final Menus.Tag dealer = shop.menus().tag("经销商").orElseThrow();
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
            .put(new ChannelAccount(
                    ACCOUNT,
                    WechatChannel.TYPE,
                    "shop",
                    "小店",
                    true,
                    Map.of("appId", shop.settings().appId(), "apiBaseUrl", sandbox.url()),
                    Map.of("appSecret", shop.settings().secret()),
                    1));
    private final WechatClient client =
            new WechatClient(WechatProperties.defaults(), WechatMediaProperties.defaults(), null);
    private final WechatChannel channel = new WechatChannel(
            accounts,
            client,
            new InMemoryMediaStore(),
            WechatProperties.defaults(),
            WechatMediaProperties.defaults(),
            Clock.systemUTC());

    WechatMenuTest() {
        shop.add("oAnna-0123456789", "安娜", true, sandbox.world().clock().instant())
                .bear(vip.id(), true);
    }

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
    }

    @Override
    public MenuPublisher channel() {
        return channel;
    }

    @Override
    public InMemoryChannelAccounts accounts() {
        return accounts;
    }

    @Override
    public ChannelAccountId account() {
        return ACCOUNT;
    }

    @Override
    public ExternalUserId customer() {
        return new ExternalUserId("oAnna-0123456789");
    }

    @Override
    public MenuAudience audience() {
        return new MenuAudience(Integer.toString(vip.id()), vip.name());
    }

    private ConditionalMenu forTag(Menus.Tag tag, String name) {
        return new ConditionalMenu(Integer.toString(tag.id()), MenuPublisherContract.menu(name, name));
    }

    private List<ConditionalMenu> both(String prefix) {
        return List.of(forTag(vip, prefix + "熟"), forTag(dealer, prefix + "商"));
    }

    private void fails(String path, Answer answer, int code, When when, int count, int every) {
        sandbox.faults().add(new ApiFault(null, path, answer, code, code, 0, when, count, every));
    }

    private PublishedMenu present() {
        return ((MenuAnswer.Given<PublishedMenu>) channel.present(ACCOUNT)).value();
    }

    private PublishedMenu havePublished() {
        assertThat(channel.publish(ACCOUNT, MenuPublisherContract.menu("旧", "OLD"), both("旧")))
                .isEqualTo(new MenuPublication.Published());
        return present();
    }

    private MenuPublication publishNew() {
        return channel.publish(ACCOUNT, MenuPublisherContract.menu("新", "NEW"), both("新"));
    }

    private void isNew() {
        assertThat(present())
                .isEqualTo(new PublishedMenu(MenuPublisherContract.menu("新", "NEW"), both("新"), List.of()));
    }

    @Test
    void menusForSomeAreTriedInTheOrderGivenWhichNeedsThemMadeInReverse() {
        shop.follower("oAnna-0123456789").orElseThrow().bear(dealer.id(), true);

        havePublished();

        assertThat(channel.match(ACCOUNT, customer()))
                .isEqualTo(new MenuAnswer.Given<>(MenuPublisherContract.menu("旧熟", "旧熟")));
        publishNew();
        isNew();
    }

    @ParameterizedTest
    @CsvSource({CREATE + ",1", ADD + ",1", ADD + ",2", REMOVE + ",1", REMOVE + ",2"})
    void aRefusalAtAnyStepPutsBackWhatWasThere(String step, int occurrence) {
        PublishedMenu before = havePublished();
        fails(step, Answer.ERRCODE, 45009, When.BEFORE, 1, occurrence);

        assertThat(publishNew()).isInstanceOfSatisfying(MenuPublication.Unchanged.class, unchanged -> {
            assertThat(unchanged.problem().reason()).isEqualTo(Reason.ACCOUNT_QUOTA_USED);
            assertThat(unchanged.problem().providerCode()).isEqualTo("45009");
        });
        assertThat(present()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({CREATE + ",1", ADD + ",1", ADD + ",2", REMOVE + ",1"})
    void anAnswerLostOnTheWayPutsBackWhatWasThere(String step, int occurrence) {
        PublishedMenu before = havePublished();
        fails(step, Answer.CUT, 0, When.AFTER, 1, occurrence);

        assertThat(publishNew())
                .isInstanceOfSatisfying(
                        MenuPublication.Unchanged.class,
                        unchanged -> assertThat(unchanged.problem().reason()).isEqualTo(Reason.NO_CLEAR_ANSWER));
        assertThat(present()).isEqualTo(before);
    }

    @Test
    void anAnswerLostAtTheLastStepIsAPublicationAllTheSame() {
        havePublished();
        fails(REMOVE, Answer.GARBAGE, 0, When.AFTER, 1, 2);

        assertThat(publishNew()).isEqualTo(new MenuPublication.Published());
        isNew();
    }

    @Test
    void theFirstMenuThatFailsHalfWayIsTakenAwayAgain() {
        fails(ADD, Answer.ERRCODE, 65320, When.BEFORE, 1, 2);

        assertThat(publishNew())
                .isInstanceOfSatisfying(
                        MenuPublication.Unchanged.class,
                        unchanged -> assertThat(unchanged.problem().reason()).isEqualTo(Reason.AUDIENCE_REFUSED));
        assertThat(present()).isEqualTo(PublishedMenu.NONE);
    }

    @Test
    void whatCanNotBePutBackIsReportedAsItIs() {
        havePublished();
        fails(ADD, Answer.ERRCODE, 45009, When.BEFORE, -1, 1);
        fails(REMOVE, Answer.ERRCODE, 45009, When.BEFORE, -1, 1);
        fails(CREATE, Answer.ERRCODE, 45009, When.BEFORE, 1, 2);

        MenuPublication ended = publishNew();

        sandbox.faults().clear();
        assertThat(ended).isInstanceOfSatisfying(MenuPublication.Partial.class, partial -> {
            assertThat(partial.problem().reason()).isEqualTo(Reason.ACCOUNT_QUOTA_USED);
            assertThat(partial.present())
                    .isEqualTo(new PublishedMenu(MenuPublisherContract.menu("新", "NEW"), both("旧"), List.of()));
            assertThat(partial.present()).isEqualTo(present());
        });
    }

    @Test
    void whatCanNotBeReadAfterAFailureIsUnclear() {
        havePublished();
        fails(ADD, Answer.ERRCODE, 45009, When.BEFORE, 1, 1);
        fails(GET, Answer.STATUS, 502, When.BEFORE, 1, 2);

        assertThat(publishNew()).isInstanceOf(MenuPublication.Unclear.class);
    }

    @Test
    void whatCanNotBeReadBeforehandLeavesEverythingAsItIs() {
        PublishedMenu before = havePublished();
        fails(GET, Answer.ERRCODE, -1, When.BEFORE, 1, 1);

        assertThat(publishNew())
                .isInstanceOfSatisfying(
                        MenuPublication.Unchanged.class,
                        unchanged -> assertThat(unchanged.problem().reason()).isEqualTo(Reason.PROVIDER_BUSY));
        assertThat(present()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, PROVIDER_BUSY",
        "45011, PROVIDER_BUSY",
        "40018, NAME_REFUSED",
        "40025, NAME_REFUSED",
        "40019, KEY_REFUSED",
        "40026, KEY_REFUSED",
        "40055, LINK_REFUSED",
        "65303, NO_DEFAULT_MENU",
        "65320, AUDIENCE_REFUSED",
        "48001, NOT_PERMITTED",
        "48004, ACCOUNT_BLOCKED",
        "45009, ACCOUNT_QUOTA_USED",
        "40164, ADDRESS_NOT_ALLOWED",
        "45010, MENU_REFUSED"
    })
    void everyRefusalHasItsReason(int code, Reason reason) {
        fails(CREATE, Answer.ERRCODE, code, When.BEFORE, 1, 1);

        assertThat(publishNew())
                .isInstanceOfSatisfying(
                        MenuPublication.Unchanged.class,
                        unchanged -> assertThat(unchanged.problem().reason()).isEqualTo(reason));
    }

    @Test
    void aProviderThatIsNotThereIsNamed() {
        sandbox.close();

        assertThat(publishNew())
                .isInstanceOfSatisfying(
                        MenuPublication.Unchanged.class,
                        unchanged -> assertThat(unchanged.problem().reason()).isEqualTo(Reason.PROVIDER_UNREACHABLE));
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "PROVIDER_TEXT", mode = EnumSource.Mode.EXCLUDE)
    void everyKindOfButtonGoesAndComesBack(Kind kind) {
        MenuAction action = switch (kind) {
            case LINK -> new MenuAction.Link("https://shop.example.com");
            case MINI_PROGRAM -> new MenuAction.MiniProgram("wx1", "pages/a", "https://shop.example.com");
            case MATERIAL, ARTICLE, ARTICLE_VIEW -> new MenuAction.Stored(kind, "id-1");
            default -> new MenuAction.Keyed(kind, "k");
        };
        MenuTree tree = new MenuTree(List.of(new MenuEntry.Submenu("都有", List.of(new MenuEntry.Button("一", action)))));

        assertThat(channel.publish(ACCOUNT, tree, List.of())).isEqualTo(new MenuPublication.Published());
        assertThat(present().tree()).isEqualTo(tree);
    }

    @Test
    void anUnknownCustomerHasNoMenu() {
        havePublished();

        assertThat(channel.match(ACCOUNT, new ExternalUserId("oNobody")))
                .isInstanceOfSatisfying(
                        MenuAnswer.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.UNKNOWN_CUSTOMER));
    }

    @Test
    void theSandboxRefusesWhatWechatRefusesByItsOwnRules() {
        for (String name : Arrays.asList("一二三四五六", "")) {
            assertThat(client.menus()
                            .create(accounts.find(ACCOUNT).orElseThrow(), MenuPublisherContract.menu(name, "k"))
                            .toString())
                    .contains("40018");
        }
    }
}
