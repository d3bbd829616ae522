//! Sending one: once, again after trouble, and what is said when it cannot be.

use std::time::Duration;

use expect_test::expect;
use guildhall::base::time::HOUR;
use simulator::Fault;

use super::{made, now, until};
use crate::world::{World, story};

async fn due(world: &World) {
    world.actor("ada").runs("/bytes daily").await;
    world.actor("olive").runs("/digest configure channel:#general hour:9").await;
    let start = now(world);
    // What comes due by night is done before.
    until(world, start + 17 * HOUR);
    world.ticks_until_idle().await;
    until(world, start + 21 * HOUR);
}

#[test]
fn passing_trouble_is_waited_out_and_one_message_comes() {
    story(async |world| {
        due(&world).await;
        world.sim.fail_next("POST", "/channels/", Fault::Status(502), 2);
        world.tick().await;
        for _ in 0..4 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        world.sim.clear_faults();
        assert!(world.next_message(world.general).starts_with("# Daily digest"));
        expect!["daily done <t:+21h:f>"].assert_eq(&made(&world).await);
        let kept = world.db("SELECT body FROM posts WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        assert_eq!(kept[0]["body"], "", "the text is not kept");
    });
}

#[test]
fn a_channel_that_is_gone_is_told_to_the_admins_once() {
    story(async |world| {
        let olive = world.actor("olive");
        let setup = olive.runs("/setup").await;
        olive.selects(&setup, "Admin channel", &[&world.mods.to_string()]).await;
        due(&world).await;
        let general = world.general;
        let guild = world.guild;
        world.sim.state(|s| s.guilds.get_mut(&guild).map(|guild| guild.channels.remove(&general)));
        world.tick().await;
        expect!["⚠️ I could not send the digest: its channel does not exist any more. Choose another with `/digest configure channel:…`."].assert_eq(&world.next_message(world.mods));
        for _ in 0..3 {
            world.later(Duration::from_secs(60));
            world.tick().await;
        }
        expect!["daily failed <t:+21h:f>"].assert_eq(&made(&world).await);
    });
}

#[test]
fn a_tick_that_died_after_planning_is_made_good() {
    story(async |world| {
        due(&world).await;
        // What a tick leaves behind that planned the digest and died before it sent it.
        let now = now(&world) - now(&world) % HOUR;
        let guild = world.guild.to_string();
        let digest = "INSERT INTO digests (guild, digest, period, made_at, empty) VALUES (?1, 'daily', ?2, ?2, 0)";
        world.db(digest, &[guild.clone().into(), now.into()]).await;
        let post = "INSERT INTO posts (guild, id, channel, body, state, made_at, due_at) VALUES (?1, 'digest:daily:' || CAST(?2 AS INTEGER), ?3, ?4, 'planned', ?2, ?2 + 120000)";
        let values = [guild.into(), now.into(), world.general.to_string().into(), r#"{"content":"planned"}"#.into()];
        world.db(post, &values).await;
        world.tick().await;
        world.later(Duration::from_secs(120));
        world.tick().await;
        assert_eq!(world.next_message(world.general), "planned");
        expect!["daily done <t:+21h:f>"].assert_eq(&made(&world).await);
    });
}

#[test]
fn a_guild_that_is_not_served_any_more_holds_nobody_up() {
    story(async |world| {
        due(&world).await;
        let guild = world.guild.to_string();
        world.db("INSERT INTO guilds (guild, served) VALUES (?1, 0)", &[guild.clone().into()]).await;
        world.tick().await;
        let left = world.db("SELECT * FROM digest_schedules WHERE guild = ?1", &[guild.clone().into()]).await;
        assert!(left.is_empty(), "{left:?}");
        world.db("DELETE FROM guilds WHERE guild = ?1", &[guild.into()]).await;
    });
}
