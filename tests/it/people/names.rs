//! How names come to be known, what that costs, and that who left is noted.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::permission;

use crate::world::{World, story};

/// A person's row: name, username, here, and whether they were seen.
async fn known(world: &World, user: &str) -> Option<(String, bool, bool)> {
    let row = "SELECT name, here, seen_at FROM people WHERE guild = ?1 AND user = ?2";
    let rows = world.db(row, &[world.guild.to_string().into(), world.id(user).to_string().into()]).await;
    let row = rows.first()?;
    Some((row["name"].as_str()?.to_owned(), row["here"] == 1, row["seen_at"] != 0))
}

fn rename(world: &World, user: &str, nick: &str) {
    let (guild, id) = (world.guild, world.id(user));
    world.sim.state(|s| {
        if let Some(member) = s.member_mut(guild, id) {
            member.nick = Some(nick.to_owned());
        }
    });
}

/// Whether the bot may list members.
fn lists(world: &World, may: bool) {
    world.sim.state(|s| {
        s.application.remove("flags");
        if may {
            s.application.insert("flags".into(), json!(1 << 15));
        }
    });
}

async fn night(world: &World) {
    world.days_later(1);
    world.ticks_until_idle().await;
}

fn named(name: &str, here: bool, seen: bool) -> Option<(String, bool, bool)> {
    Some((name.to_owned(), here, seen))
}

#[test]
fn who_acts_is_noted_in_passing_once_a_day() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes daily").await;
        assert_eq!(known(&world, "ada").await, named("Ada", true, true));
        let again = ada.runs("/bytes read").await;
        assert_eq!((again.end.rows_written, again.end.trips), (0, 1), "seen a moment ago: nothing is written");
        rename(&world, "ada", "The <b>Lamp</b>");
        ada.runs("/bytes read").await;
        assert_eq!(known(&world, "ada").await, named("The <b>Lamp</b>", true, true), "a new name is written at once");
        world.later(Duration::from_secs(86_400));
        assert!(ada.runs("/bytes daily").await.end.rows_written > 0);
        assert_eq!(known(&world, "ben").await, None);
        ada.runs("/bytes read user:@ben").await;
        assert_eq!(known(&world, "ben").await, named("Ben", true, false), "who is named is known, and was not active");
    });
}

#[test]
fn the_night_learns_all_members_and_notes_who_left() {
    story(async |world| {
        lists(&world, true);
        world.actor("olive").runs("/bytes-admin config daily:20").await;
        let crowd: Vec<_> = world.sim.state(|s| {
            let crowd: Vec<_> = (0..230).map(|n| s.add_user(&format!("crowd{n}"))).collect();
            crowd.iter().for_each(|id| s.add_member(world.guild, *id));
            crowd
        });
        night(&world).await;
        let count = "SELECT count(*) AS n FROM people WHERE guild = ?1 AND here = 1";
        let guild: [Value; 1] = [world.guild.to_string().into()];
        let here = world.db(count, &guild).await[0]["n"].as_u64();
        // Olive, Max, Ada, Ben, Cleo and the bot.
        assert_eq!(here, Some(230 + 6));
        assert_eq!(known(&world, "cleo").await, named("Cleo", true, false));
        world.sim.state(|s| {
            s.kick(world.guild, world.id("olive"), crowd[7], None);
            s.kick(world.guild, world.id("olive"), crowd[229], None);
        });
        let (cleo, guild_id) = (world.id("cleo"), world.guild);
        world.sim.state(|s| s.kick(guild_id, world.id("olive"), cleo, None));
        night(&world).await;
        assert_eq!(known(&world, "cleo").await, named("Cleo", false, false), "who left stays known");
        assert_eq!(world.db(count, &guild).await[0]["n"].as_u64(), Some(230 + 6 - 3));
        world.sim.state(|s| s.add_member(guild_id, cleo));
        night(&world).await;
        assert_eq!(known(&world, "cleo").await, named("Cleo", true, false));
        lists(&world, false);
    });
}

#[test]
fn a_night_in_which_nothing_changed_writes_no_name() {
    story(async |world| {
        lists(&world, true);
        world.actor("olive").runs("/bytes-admin config daily:20").await;
        night(&world).await;
        world.days_later(1);
        world
            .db("UPDATE jobs SET next_at = iif(name = 'people.walk', 0, ?1)", &[(world.sim.clock().now() * 2).into()])
            .await;
        let end = world.tick().await;
        // The lease, the outcome and the tick's own row.
        assert!(end.rows_written <= 3, "{end:?}");
        lists(&world, false);
    });
}

#[test]
fn without_the_list_nobody_has_left() {
    story(async |world| {
        lists(&world, true);
        world.actor("olive").runs("/bytes-admin config daily:20").await;
        night(&world).await;
        lists(&world, false);
        night(&world).await;
        assert_eq!(known(&world, "cleo").await, named("Cleo", true, false));
        let guild = world.guild;
        world.sim.state(|s| s.remove_bot_from(guild));
        night(&world).await;
        assert_eq!(known(&world, "cleo").await, named("Cleo", true, false));
        world.sim.state(|s| s.add_bot_to(guild, permission::VIEW_CHANNEL));
    });
}
