//! Log channels.

use std::time::Duration;

use expect_test::expect;
use simulator::permission;

use crate::world::{Said, World, story};

/// `/setup` › Features › Log channels.
async fn open(world: &World) -> Said {
    let olive = world.actor("olive");
    let setup = olive.runs("/setup").await;
    let features = olive.clicks(&setup, "Features").await;
    olive.clicks(&features, "Log channels").await
}

async fn choose(world: &World, kind: &str, channel: &str) -> Said {
    let (olive, page) = (world.actor("olive"), open(world).await);
    let page = olive.selects(&page, "Which acts", &[kind]).await;
    let menu = if kind == "all" { "Everything".to_owned() } else { kind[..1].to_uppercase() + &kind[1..] };
    olive.selects(&page, &menu, &[channel]).await
}

async fn minutes(world: &World, count: usize) {
    for _ in 0..count {
        world.tick().await;
        world.later(Duration::from_secs(60));
    }
}

#[test]
fn acts_are_told_by_kind_and_all_together() {
    story(async |world| {
        let (olive, max) = (world.actor("olive"), world.actor("max"));
        open(&world).await.replied(expect![[r#"
            (ephemeral) # Log channels
            What people and I do here is told in these channels, ten acts a message, at most once a minute. A kind's own channel and the one for everything both tell of it.

            Everything: nowhere
            Moderation: nowhere
            Verification: nowhere
            Bytes: nowhere
            Squads: nowhere
            Settings: nowhere
            [Which acts ▾]
            [Everything: where it is told ▾]
            [Back]"#]]);
        choose(&world, "moderation", &world.mods.to_string()).await.replied(expect![[r#"
            (ephemeral) # Log channels
            What people and I do here is told in these channels, ten acts a message, at most once a minute. A kind's own channel and the one for everything both tell of it.

            Everything: nowhere
            Moderation: <##mods>
            Verification: nowhere
            Bytes: nowhere
            Squads: nowhere
            Settings: nowhere
            [Which acts ▾]
            [Moderation: where it is told ▾]
            [Back]"#]]);
        choose(&world, "all", &world.general.to_string()).await;
        minutes(&world, 5).await;
        // Choosing the second channel came after the first was there.
        expect![[r#"
            # What was done
            **Settings changed** (logs): version 0 → 1 · <@olive> · button · <t:+0m:R>
            **Settings changed** (logs): version 1 → 2 · <@olive> · button · <t:+0m:R>"#]]
        .assert_eq(&world.next_message(world.general));
        world.actor("ada").runs("/bytes read").await;
        max.runs("/warn user:@ada reason:loud").await;
        olive.runs("/bytes-admin grant user:@ada amount:5").await;
        minutes(&world, 5).await;
        expect![[r#"
            # What was done
            **Warning** <@ada>: loud · <@max> · command · <t:+5m:R>"#]]
        .assert_eq(&world.next_message(world.mods));
        expect![[r#"
            # What was done
            **Warning** <@ada>: loud · <@max> · command · <t:+5m:R>
            **Bytes granted** <@ada>: 5 · <@olive> · command · <t:+5m:R>"#]]
        .assert_eq(&world.next_message(world.general));
        olive.runs("/status channel:#mods").await.replied(expect![[r#"
            (ephemeral) # Status of a channel
            <##mods>

            What was done is told here: Moderation."#]]);
    });
}

#[test]
fn many_acts_are_a_message_for_ten() {
    story(async |world| {
        let max = world.actor("max");
        choose(&world, "moderation", &world.mods.to_string()).await;
        for n in 1..=12 {
            max.runs(&format!("/note user:@ada text:note {n}")).await;
        }
        minutes(&world, 5).await;
        let (first, second) = (world.next_message(world.mods), world.next_message(world.mods));
        assert_eq!((first.lines().count(), second.lines().count()), (11, 3), "{first}\n{second}");
        for n in 1..=12 {
            assert_eq!(format!("{first}\n{second}").matches(&format!(": note {n} ·")).count(), 1);
        }
    });
}

#[test]
fn an_act_that_is_recorded_late_is_told_too_and_once() {
    story(async |world| {
        let max = world.actor("max");
        choose(&world, "moderation", &world.mods.to_string()).await;
        minutes(&world, 3).await;
        let earlier = world.sim.clock().now() - 1_000;
        max.runs("/note user:@ada text:on time").await;
        minutes(&world, 3).await;
        assert!(world.next_message(world.mods).contains("on time"));
        let row = "INSERT INTO audit_log (guild, at, cause, action, actor, origin, subject, after) VALUES (?1, ?2, '5', 'moderation.ban', ?3, 'automatic', ?4, 'carried out slowly')";
        let values = [
            world.guild.to_string().into(),
            earlier.into(),
            world.id("max").to_string().into(),
            world.id("ben").to_string().into(),
        ];
        world.db(row, &values).await;
        minutes(&world, 3).await;
        let late = world.next_message(world.mods);
        assert!(late.contains("carried out slowly") && !late.contains("on time"), "{late}");
        world.later(Duration::from_secs(3_600));
        max.runs("/note user:@ada text:later").await;
        minutes(&world, 5).await;
        let next = world.next_message(world.mods);
        assert!(next.contains("later") && !next.contains("slowly"), "{next}");
    });
}

#[test]
fn a_channel_that_cannot_be_written_in_is_told_once_and_tried_rarely() {
    story(async |world| {
        let (olive, max) = (world.actor("olive"), world.actor("max"));
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        choose(&world, "moderation", &world.general.to_string()).await;
        let (guild, general, bot) = (world.guild, world.general, world.bot_role);
        world.sim.state(|s| {
            s.overwrite(guild, general, guild, 0, permission::SEND_MESSAGES);
            s.overwrite(guild, general, bot, 0, permission::SEND_MESSAGES);
        });
        max.runs("/note user:@ada text:one").await;
        minutes(&world, 5).await;
        expect!["⚠️ I cannot write in the log channel <##general>. Give my role **View Channel**, **Send Messages** and **Embed Links** there, or choose another under `/setup` › *Features* › *Log channels*. Until then I try once an hour; what was done meanwhile stands in `/history`."].assert_eq(&world.next_message(world.mods));
        max.runs("/note user:@ada text:two").await;
        minutes(&world, 5).await;
        let posts = "SELECT state FROM posts WHERE guild = ?1";
        assert_eq!(world.db(posts, &[guild.to_string().into()]).await.len(), 1, "not tried every minute");
        let checked = olive.runs("/setup").await.text();
        assert!(checked.contains("I cannot write in the log channel <##general>."), "{checked}");
        world.sim.state(|s| s.overwrite(guild, general, bot, permission::SEND_MESSAGES, 0));
        world.later(Duration::from_secs(3_600));
        minutes(&world, 5).await;
        assert!(world.next_message(general).contains("two"));
        assert_eq!(
            world.db("SELECT failed_at FROM log_cursors WHERE guild = ?1", &[guild.to_string().into()]).await[0]["failed_at"],
            serde_json::Value::Null
        );
        let page = open(&world).await;
        let page = olive.selects(&page, "Which acts", &["moderation"]).await;
        olive.selects(&page, "Moderation", &[]).await;
        let left = world.db("SELECT * FROM log_cursors WHERE guild = ?1", &[guild.to_string().into()]).await;
        assert!(left.is_empty(), "no channel, no cursor: {left:?}");
    });
}
