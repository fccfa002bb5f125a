package io.keshu.channels.sandbox.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.keshu.channels.sandbox.Town;
import io.keshu.channels.sandbox.world.Follower;
import java.awt.image.BufferedImage;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpService;
import me.chanjar.weixin.mp.api.WxMpUserTagService;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.result.WxMpQrCodeTicket;
import me.chanjar.weixin.mp.bean.result.WxMpUser;
import me.chanjar.weixin.mp.bean.tag.WxUserTag;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WxJava, unchanged, asks about followers, tags and QR codes; each limit is exceeded by one. */
class AudienceTest {

    private final Town town = new Town();
    private WxMpService wechat;

    @BeforeEach
    void connect() {
        WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
        config.setAppId(town.appId());
        config.setSecret(town.account.settings().secret());
        config.useStableAccessToken(true);
        String url = town.server.url();
        config.setHostConfig(
                WxMpHostConfig.builder().apiHost(url).mpHost(url).openHost(url).build());
        WxMpServiceImpl service = new WxMpServiceImpl();
        service.setMaxRetryTimes(0);
        service.setWxMpConfigStorage(config);
        wechat = service;
    }

    @AfterEach
    void close() {
        town.close();
    }

    private WxMpUserTagService tags() {
        return wechat.getUserTagService();
    }

    private static void refused(int errcode, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        WxErrorException.class,
                        e -> assertThat(e.getError().getErrorCode()).isEqualTo(errcode));
    }

    private List<String> people(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> town.account
                        .add("oPerson-%04d".formatted(i), "粉丝", true, town.clock.instant())
                        .openid())
                .toList();
    }

    @Test
    void anAccountHasAHundredTagsWithNamesOfThirtyCharacters() throws WxErrorException {
        refused(45158, () -> tags().tagCreate("客".repeat(31)));
        WxUserTag longest = tags().tagCreate("客".repeat(30));
        refused(45157, () -> tags().tagCreate("客".repeat(30)));
        for (int i = 1; i < 100; i++) {
            tags().tagCreate("标签" + i);
        }
        refused(45056, () -> tags().tagCreate("第一百零一"));

        assertThat(tags().tagUpdate(longest.getId(), "老客户")).isTrue();
        refused(45157, () -> tags().tagUpdate(longest.getId(), "标签1"));
        refused(45158, () -> tags().tagUpdate(longest.getId(), "客".repeat(31)));
        refused(45058, () -> tags().tagUpdate(2L, "星标"));
        assertThat(tags().tagDelete(longest.getId())).isTrue();
        refused(45159, () -> tags().tagDelete(longest.getId()));
        assertThat(tags().tagGet()).hasSize(99);
    }

    @Test
    void fiftyPeopleAreTaggedAtOnceAndEachBearsTwentyTags() throws WxErrorException {
        List<String> people = people(51);
        WxUserTag vip = tags().tagCreate("会员");
        refused(40032, () -> tags().batchTagging(vip.getId(), people.toArray(String[]::new)));
        String[] fifty = people.subList(0, 50).toArray(String[]::new);
        assertThat(tags().batchTagging(vip.getId(), fifty)).isTrue();
        assertThat(tags().batchTagging(vip.getId(), fifty)).isTrue();

        assertThat(tags().tagListUser(vip.getId(), "").getData().getOpenidList())
                .containsExactly(fifty);
        assertThat(tags().tagListUser(vip.getId(), fifty[48]).getData().getOpenidList())
                .containsExactly(fifty[49]);
        assertThat(tags().batchUntagging(vip.getId(), fifty)).isTrue();
        assertThat(tags().userTagList(fifty[0])).isEmpty();
        for (int i = 0; i < 20; i++) {
            tags().batchTagging(tags().tagCreate("第" + i).getId(), new String[] {fifty[0]});
        }
        refused(45059, () -> tags().batchTagging(vip.getId(), new String[] {fifty[0]}));
        refused(40003, () -> tags().batchTagging(vip.getId(), new String[] {"oNobody-at-all"}));
    }

    @Test
    void aHundredPeopleAreAskedAboutAtOnceAndHaveNoNames() throws WxErrorException {
        List<String> people = people(101);
        WxUserTag vip = tags().tagCreate("会员");
        tags().batchTagging(vip.getId(), new String[] {people.get(0)});
        wechat.getUserService().userUpdateRemark(people.get(0), "李老板");
        refused(45009, () -> wechat.getUserService().userUpdateRemark(people.get(0), "客".repeat(30)));

        List<WxMpUser> found = wechat.getUserService().userInfoList(people.subList(0, 100));

        assertThat(found)
                .hasSize(100)
                .allSatisfy(user -> assertThat(user.getSubscribe()).isTrue());
        assertThat(town.get("/cgi-bin/user/info?openid=" + people.get(0) + "&access_token=" + wechat.getAccessToken())
                        .body())
                .contains("\"nickname\":\"\"");
        assertThat(found.get(0).getRemark()).isEqualTo("李老板");
        assertThat(found.get(0).getTagIds()).containsExactly(vip.getId());
        refused(40032, () -> wechat.getUserService().userInfoList(people));
    }

    @Test
    void aCodeOfASceneIsScannedUntilItExpires() throws Exception {
        WxMpQrCodeTicket ticket = wechat.getQrcodeService().qrCodeCreateTmpTicket("门店-1", 600);
        File picture = wechat.getQrcodeService().qrCodePicture(ticket);
        BufferedImage image = ImageIO.read(picture);
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        String read = new QRCodeReader()
                .decode(new BinaryBitmap(
                        new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
                .getText();
        assertThat(read).isEqualTo(ticket.getUrl());
        assertThat(town.get("/cgi-bin/showqrcode?ticket=none").statusCode()).isEqualTo(404);

        Follower anna = town.anna;
        town.event(anna, Map.of("event", "unsubscribe"));
        town.event(anna, Map.of("event", "SCAN", "key", "门店-1"));

        WxMpUser user = wechat.getUserService().userInfo(anna.openid());
        assertThat(user.getSubscribeScene()).isEqualTo("ADD_SCENE_QR_CODE");
        assertThat(user.getQrSceneStr()).isEqualTo("门店-1");
        town.clock.forward(Duration.ofMinutes(10));
        assertThat(town.event(anna, Map.of("event", "SCAN", "key", "门店-1")).body())
                .contains("scene.expired");
    }

    private void create(String action, String scene, long seconds) throws WxErrorException {
        wechat.post(
                town.server.url() + "/cgi-bin/qrcode/create",
                "{\"expire_seconds\":" + seconds + ",\"action_name\":\"" + action + "\",\"action_info\":{\"scene\":"
                        + scene + "}}");
    }

    @Test
    void scenesAndValiditiesHaveTheirLimits() throws WxErrorException {
        create("QR_STR_SCENE", "{\"scene_str\":\"" + "x".repeat(64) + "\"}", 2_592_000);
        create("QR_LIMIT_SCENE", "{\"scene_id\":100000}", 0);
        create("QR_SCENE", "{\"scene_id\":4294967295}", 60);

        refused(40053, () -> create("QR_STR_SCENE", "{\"scene_str\":\"" + "x".repeat(65) + "\"}", 60));
        refused(40053, () -> create("QR_STR_SCENE", "{\"scene_str\":\"x\"}", 2_592_001));
        refused(40053, () -> create("QR_LIMIT_STR_SCENE", "{\"scene_str\":\"\"}", 0));
        refused(40053, () -> create("QR_LIMIT_SCENE", "{\"scene_id\":100001}", 0));
        refused(40053, () -> create("QR_SCENE", "{\"scene_id\":0}", 60));
        refused(40052, () -> create("QR_ODD_SCENE", "{\"scene_id\":1}", 60));
    }
}
