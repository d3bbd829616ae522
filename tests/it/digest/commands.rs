//! `/digest configure`, `/digest preview` and `/digest now`.

use expect_test::expect;
use simulator::{Fault, permission};

use super::{made, minutes};
use crate::world::story;

#[test]
fn digests_are_off_until_they_have_a_channel() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/digest configure").await.replied(expect![[r#"
            (ephemeral) # Digests
            Channel: **none yet**
            When: **daily at 9:00 (UTC)**
            Next: **none: choose a channel with `/digest configure channel:…`**
            Empty ones: **are skipped**
            Sections: **Bytes · Squads · Verification · Open for long · Moderation · Needs an administrator**
            (/digest preview shows what one would say now.)
            [What they tell of ▾]"#]]);
        olive.runs("/digest now").await.was_refused(expect!["Digests are off until they have a channel: `/digest configure channel:…`. `/digest preview` shows one to you alone."]);
        olive.runs("/digest configure channel:#mods").await.replied(expect![[r#"
            (ephemeral) # Digests
            Channel: **<##mods>**
            When: **daily at 9:00 (UTC)**
            Next: **<t:+21h:f> (<t:+21h:R>)**
            Empty ones: **are skipped**
            Sections: **Bytes · Squads · Verification · Open for long · Moderation · Needs an administrator**
            (/digest preview shows what one would say now.)
            [What they tell of ▾]"#]]);
        let changed = olive
            .runs("/digest configure frequency:weekly weekday:Thursday hour:18 zone:Europe/Berlin empty:True")
            .await;
        let text = changed.text();
        assert!(text.contains("Channel: **<##mods>**"), "{text}");
        assert!(text.contains("When: **every Thursday at 18:00 (Europe/Berlin)**"), "{text}");
        assert!(text.contains("Empty ones: **are sent too**"), "{text}");
        olive.runs("/digest configure zone:Atlantis").await.was_refused(expect![[r#"I don't know the time zone "Atlantis". Pick one from the list, such as `Europe/Berlin`, or an offset such as `+02:00`."#]]);
        assert_eq!(olive.types("/digest configure zone:lond", "zone").await, ["Europe/London"]);
        olive.runs("/status channel:#mods").await.replied(expect![[r#"
            (ephemeral) # Status of a channel
            <##mods>

            Digests are sent here."#]]);
        let due = "SELECT due_at FROM digest_schedules WHERE guild = ?1";
        assert_eq!(world.db(due, &[world.guild.to_string().into()]).await.len(), 1);
        olive.runs("/digest configure frequency:off").await;
        assert!(world.db(due, &[world.guild.to_string().into()]).await.is_empty(), "off is off");
        // An earlier version that is put back brings its schedule along.
        let setup = olive.runs("/setup").await;
        olive.clicks(&setup, "Earlier versions").await;
        olive.selects(&setup, "Put a version back", &["2"]).await;
        assert_eq!(world.db(due, &[world.guild.to_string().into()]).await.len(), 1);
    });
}

#[test]
fn a_preview_is_for_one_alone_and_now_stands_for_no_period() {
    story(async |world| {
        let olive = world.actor("olive");
        world.actor("ada").runs("/bytes daily").await;
        let preview = olive.runs("/digest preview").await;
        preview.replied(expect![[r#"
            (ephemeral) # The last 24 hours
            <t:-24h:f> – <t:+0m:f>
            Bytes: `██████████` **10** earned ▲
            `░░░░░░░░░░` **0** sent
            **1** member ▲
            (▲ ▼ compared with the day before)"#]]);
        assert!(preview.end.statements <= 31, "{:?}", preview.end);
        olive.runs("/digest configure channel:#general").await;
        let now = olive.runs("/digest now").await;
        now.replied(expect!["(ephemeral) Sent to <##general>. The regular digest comes all the same."]);
        let sent = world.next_message(world.general);
        assert_eq!(Some(sent.as_str()), preview.text().strip_prefix("(ephemeral) "));
        expect![""].assert_eq(&made(&world).await);
        world.days_later(1);
        minutes(&world, 8).await;
        expect!["daily done <t:+21h:f>"].assert_eq(&made(&world).await);
        let regular = world.next_message(world.general);
        assert!(regular.starts_with("# Daily digest"), "{regular}");
    });
}

#[test]
fn sections_that_are_not_chosen_are_left_out() {
    story(async |world| {
        let olive = world.actor("olive");
        world.actor("ada").runs("/bytes daily").await;
        let configured = olive.runs("/digest configure").await;
        let chosen = olive.selects(&configured, "What they tell of", &["failures"]).await;
        assert!(chosen.text().contains("~~Bytes~~"), "{}", chosen.text());
        olive.runs("/digest preview").await.replied(expect![[r#"
            (ephemeral) # The last 24 hours
            <t:-24h:f> – <t:+0m:f>

            Nothing happened."#]]);
    });
}

#[test]
fn a_digest_by_hand_says_why_it_could_not_be_sent() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/digest configure channel:#general").await;
        let (guild, general, bot) = (world.guild, world.general, world.bot_role);
        world.sim.state(|s| {
            s.overwrite(guild, general, guild, 0, permission::SEND_MESSAGES);
            s.overwrite(guild, general, bot, 0, permission::SEND_MESSAGES);
        });
        olive.runs("/digest now").await.was_refused(expect!["⚠️ I could not send the digest. I cannot write in <##general>, where digests should come. Give my role **View Channel**, **Send Messages** and **Embed Links** there."]);
        let setup = olive.runs("/setup").await.text();
        assert!(setup.contains("⚠️ I cannot write in <##general>, where digests should come."), "{setup}");
        world.sim.state(|s| s.overwrite(guild, general, bot, permission::SEND_MESSAGES, 0));
        world.sim.fail_next("POST", "/channels/", Fault::Status(500), 1);
        olive.runs("/digest now").await.replied(expect![
            "(ephemeral) Discord does not answer at the moment. I keep trying to send it to <##general>."
        ]);
        world.sim.clear_faults();
        world.later(std::time::Duration::from_secs(180));
        world.tick().await;
        assert!(world.next_message(general).starts_with("# The last 24 hours"));
    });
}

#[test]
fn digests_are_the_administrators() {
    story(async |world| {
        assert!(world.actor("max").cannot_send("/digest preview").await.contains("permission"));
    });
}
