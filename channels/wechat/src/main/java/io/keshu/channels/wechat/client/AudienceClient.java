package io.keshu.channels.wechat.client;

import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.AudienceDirectory.FollowerPage;
import io.keshu.channels.api.AudienceDirectory.FollowerProfile;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.client.Calls;
import io.keshu.channels.weixin.config.PerAccount;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.api.WxMpUserTagService;
import me.chanjar.weixin.mp.bean.result.WxMpUser;
import me.chanjar.weixin.mp.bean.result.WxMpUserList;
import me.chanjar.weixin.mp.bean.tag.WxTagListUser;
import me.chanjar.weixin.mp.bean.tag.WxUserTag;
import org.jspecify.annotations.Nullable;

/** Calls WeChat's APIs of users and tags (用户管理). Each call makes one attempt and doesn't throw. Thread-safe. */
public final class AudienceClient {

    private final PerAccount<AccountService> services;

    AudienceClient(PerAccount<AccountService> services) {
        this.services = services;
    }

    /** One page of followers (获取用户列表). */
    public ApiAnswer<FollowerPage> followers(ChannelAccount account, @Nullable String after) {
        return Calls.of(() -> {
            WxMpUserList page = services.of(account).getUserService().userList(after);
            return page(page.getOpenids(), page.getNextOpenid());
        });
    }

    /** What is known of up to a hundred users (批量获取用户基本信息). */
    public ApiAnswer<List<FollowerProfile>> profiles(ChannelAccount account, List<ExternalUserId> users) {
        List<String> openids = users.stream().map(ExternalUserId::value).toList();
        return Calls.of(() -> services.of(account).getUserService().userInfoList(openids).stream()
                .map(AudienceClient::profile)
                .toList());
    }

    private static FollowerProfile profile(WxMpUser user) {
        Long since = user.getSubscribeTime();
        Long[] tags = user.getTagIds();
        return new FollowerProfile(
                new ExternalUserId(user.getOpenId()),
                Boolean.TRUE.equals(user.getSubscribe()),
                // WeChat gives no names since the end of 2021.
                "",
                text(user.getRemark()),
                text(user.getSubscribeScene()),
                text(user.getQrSceneStr()),
                text(user.getLanguage()),
                since == null ? null : Instant.ofEpochSecond(since),
                tags == null
                        ? List.of()
                        : Arrays.stream(tags).map(String::valueOf).toList());
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    /** All tags (获取标签). */
    public ApiAnswer<List<AudienceTag>> tags(ChannelAccount account) {
        return call(
                account, tags -> tags.tagGet().stream().map(AudienceClient::tag).toList());
    }

    /** A new tag (创建标签). */
    public ApiAnswer<AudienceTag> create(ChannelAccount account, String name) {
        return call(account, tags -> tag(tags.tagCreate(name)));
    }

    private static AudienceTag tag(WxUserTag tag) {
        Integer bearers = tag.getCount();
        return new AudienceTag(String.valueOf(tag.getId()), text(tag.getName()), bearers == null ? 0 : bearers);
    }

    /** Another name for a tag (编辑标签). */
    public ApiAnswer<Boolean> rename(ChannelAccount account, long tag, String name) {
        return call(account, tags -> tags.tagUpdate(tag, name));
    }

    /** No tag any more (删除标签). */
    public ApiAnswer<Boolean> delete(ChannelAccount account, long tag) {
        return call(account, tags -> tags.tagDelete(tag));
    }

    /** Puts a tag on up to fifty users, or takes it off (批量为用户打标签、取消标签). */
    public ApiAnswer<Boolean> mark(ChannelAccount account, long tag, List<ExternalUserId> users, boolean bear) {
        String[] openids = users.stream().map(ExternalUserId::value).toArray(String[]::new);
        return call(account, tags -> bear ? tags.batchTagging(tag, openids) : tags.batchUntagging(tag, openids));
    }

    /** One page of a tag's bearers (获取标签下粉丝列表). */
    public ApiAnswer<FollowerPage> members(ChannelAccount account, long tag, @Nullable String after) {
        return call(account, tags -> {
            WxTagListUser page = tags.tagListUser(tag, after == null ? "" : after);
            WxTagListUser.WxTagListUserData data = page.getData();
            return page(data == null ? null : data.getOpenidList(), page.getNextOpenid());
        });
    }

    /** WeChat gives the last openid as the cursor even after the last page, which the empty one after it shows. */
    private static FollowerPage page(@Nullable List<String> openids, @Nullable String next) {
        boolean empty = openids == null || openids.isEmpty();
        return new FollowerPage(
                empty || openids == null
                        ? List.of()
                        : openids.stream().map(ExternalUserId::new).toList(),
                empty || next == null || next.isEmpty() ? null : next);
    }

    private interface TagQuestion<T> {
        T ask(WxMpUserTagService tags) throws WxErrorException, IOException;
    }

    private <T> ApiAnswer<T> call(ChannelAccount account, TagQuestion<T> question) {
        return Calls.of(() -> question.ask(services.of(account).getUserTagService()));
    }
}
