//! `/case` and taking back.

use expect_test::expect;

use crate::world::story;

#[test]
fn cases_are_listed_newest_first_and_paged() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/case list").await.replied(expect!["(ephemeral) No cases. May it stay so."]);
        for n in 1..=12 {
            max.runs(&format!("/note user:@ada text:note {n}")).await;
        }
        max.runs("/warn user:@ben reason:loud").await;
        let first = max.runs("/case list").await;
        first.replied(expect![[r#"
            (ephemeral) # Cases
            `13` Warning <@ben>: loud · <@max> · <t:+0m:R> · stands
            `12` Note <@ada>: note 12 · <@max> · <t:+0m:R> · stands
            `11` Note <@ada>: note 11 · <@max> · <t:+0m:R> · stands
            `10` Note <@ada>: note 10 · <@max> · <t:+0m:R> · stands
            `9` Note <@ada>: note 9 · <@max> · <t:+0m:R> · stands
            `8` Note <@ada>: note 8 · <@max> · <t:+0m:R> · stands
            `7` Note <@ada>: note 7 · <@max> · <t:+0m:R> · stands
            `6` Note <@ada>: note 6 · <@max> · <t:+0m:R> · stands
            `5` Note <@ada>: note 5 · <@max> · <t:+0m:R> · stands
            `4` Note <@ada>: note 4 · <@max> · <t:+0m:R> · stands
            [Newest off] [Older]"#]]);
        max.clicks(&first, "Older").await.replied(expect![[r#"
            (ephemeral) # Cases
            `3` Note <@ada>: note 3 · <@max> · <t:+0m:R> · stands
            `2` Note <@ada>: note 2 · <@max> · <t:+0m:R> · stands
            `1` Note <@ada>: note 1 · <@max> · <t:+0m:R> · stands
            [Newest] [Older off]"#]]);
        max.runs("/case list user:@ben").await.replied(expect![[r#"
            (ephemeral) # Cases
            Cases of <@ben>
            `13` Warning: loud · <@max> · <t:+0m:R> · stands
            [Newest off] [Older off]"#]]);
    });
}

#[test]
fn a_case_is_edited_and_noted() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/warn user:@ada reason:lod").await;
        max.runs("/case edit case:1").await.was_refused(expect!["Give a new *reason*, a *note*, or both."]);
        max.runs("/case edit case:1 reason:loud note:she apologised")
            .await
            .replied(expect!["(ephemeral) Case 1 was changed."]);
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Warning
            loud
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: stands
            Told: They were told by direct message.
            Note: she apologised
            <@max> <t:+0m:R>
            [Undo]"#]]);
        max.runs("/case show case:99")
            .await
            .was_refused(expect!["There is no case 99. `/case list` shows those there are."]);
    });
}

#[test]
fn a_warning_is_struck_out_and_kept() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/warn user:@ada reason:loud").await;
        let shown = max.runs("/case show case:1").await;
        max.clicks(&shown, "Undo")
            .await
            .replied(expect!["(ephemeral) Case 1 is struck out. It stays readable and counts no more."]);
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Warning
            ~~loud~~
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: taken back <t:+0m:R>
            Resolved by: <@max>
            Told: They were told by direct message."#]]);
        max.runs("/case undo case:1").await.was_refused(expect!["Case 1 was resolved already; nothing was changed."]);
    });
}

#[test]
fn a_timeout_and_a_ban_are_taken_back_on_discord() {
    story(async |world| {
        let max = world.actor("max");
        max.runs("/timeout user:@ada duration:1h reason:x").await;
        max.runs("/case undo case:1 reason:wrong person")
            .await
            .replied(expect!["(ephemeral) <@ada>'s timeout has ended. Case 2."]);
        assert_eq!(world.standing("ada"), "member");
        max.runs("/ban user:@ben duration:7d reason:y").await;
        max.runs("/case undo case:3")
            .await
            .replied(expect!["(ephemeral) <@ben> may come back: the ban is lifted. Case 4."]);
        assert_eq!(world.standing("ben"), "gone");
        max.runs("/case undo case:3").await.was_refused(expect!["Case 3 was resolved already; nothing was changed."]);
        max.runs("/case undo case:4").await.was_refused(expect!["Lifting a ban is undone with `/ban`."]);
        max.runs("/ban user:@cleo delete_messages:3600").await;
        max.runs("/case undo case:5").await.replied(expect![[r#"
            (ephemeral) <@cleo> may come back: the ban is lifted. Case 6.
            The messages that the ban deleted stay deleted: nobody can bring them back."#]]);
    });
}

#[test]
fn a_kick_is_answered_with_an_invite_where_possible() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/kick user:@ada reason:x").await;
        olive.runs("/kick user:@ben reason:x").await;
        let back = olive.runs("/case undo case:1").await;
        assert!(back.text().contains("https://discord.gg/inv"), "{}", back.text());
        assert!(back.text().contains("please pass this invite on"), "who shares no server cannot be written to");
        let (guild, role) = (world.guild, world.bot_role);
        world
            .sim
            .state(|s| s.role_mut(guild, role).unwrap().permissions &= !simulator::permission::CREATE_INSTANT_INVITE);
        world
            .sim
            .state(|s| s.role_mut(guild, guild).unwrap().permissions &= !simulator::permission::CREATE_INSTANT_INVITE);
        olive.runs("/case undo case:2").await.replied(expect!["(ephemeral) Case 2 is taken back. I could not make an invite (I need **Create Invite** in a channel); please send them one."]);
    });
}

#[test]
fn two_moderators_take_the_same_case_back_at_once() {
    story(async |world| {
        let (max, olive) = (world.actor("max"), world.actor("olive"));
        max.runs("/warn user:@ada reason:loud").await;
        let (one, two) = futures_util::join!(max.runs("/case undo case:1"), olive.runs("/case undo case:1"));
        let mut outcomes = [one.end.outcome.as_str(), two.end.outcome.as_str()];
        outcomes.sort_unstable();
        assert_eq!(outcomes, ["ok", "refused"]);
    });
}
