//! What people do in Discord's own client becomes cases.

use expect_test::expect;
use serde_json::json;

use crate::world::{World, story};

/// Cases as one line each.
async fn cases(world: &World) -> String {
    let rows = world
        .db(
            "SELECT number, kind, target, moderator, reason, state, resolution FROM cases WHERE guild = ?1 ORDER BY number",
            &[world.guild.to_string().into()],
        )
        .await;
    let line = |row: &serde_json::Value| {
        let field = |name: &str| row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned);
        let names = ["number", "kind", "target", "moderator", "reason", "state", "resolution"];
        names.map(field).join(" ")
    };
    world.show(&rows.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Reading begins with the first tick that knows the guild.
async fn begun(world: &World) {
    let olive = world.actor("olive");
    olive.runs("/setup").await;
    let set = json!({ "settings": { "language": "en" } }).to_string();
    world
        .db(
            "INSERT INTO guild_settings (guild, version, json) VALUES (?1, 1, ?2) ON CONFLICT DO NOTHING",
            &[world.guild.to_string().into(), set.into()],
        )
        .await;
    five_minutes(world).await;
}

async fn five_minutes(world: &World) {
    for _ in 0..5 {
        world.tick().await;
        world.later(std::time::Duration::from_secs(60));
    }
}

#[test]
fn bans_kicks_and_timeouts_become_cases_once() {
    story(async |world| {
        begun(&world).await;
        let (guild, max, now) = (world.guild, world.id("max"), world.sim.clock().now());
        world.sim.state(|s| {
            s.time_out(guild, max, world.id("ada"), Some(now + 3_600_000), Some("loud"));
            s.ban(guild, max, world.id("ben"), Some("spam".into()));
            s.kick(guild, max, world.id("cleo"), None);
        });
        five_minutes(&world).await;
        expect![[r#"
            1 timeout ada max loud done open
            2 ban ben max spam done open
            3 kick cleo max null done open"#]]
        .assert_eq(&cases(&world).await);
        world.sim.state(|s| s.unban(guild, max, world.id("ben"), None));
        five_minutes(&world).await;
        five_minutes(&world).await;
        expect![[r#"
            1 timeout ada max loud done open
            2 ban ben max spam done undone
            3 kick cleo max null done open
            4 unban ben max null done open"#]]
        .assert_eq(&cases(&world).await);
    });
}

#[test]
fn the_bots_own_acts_are_not_doubled() {
    story(async |world| {
        begun(&world).await;
        world.actor("max").runs("/ban user:@ada reason:spam").await;
        five_minutes(&world).await;
        expect!["1 ban ada max spam done open"].assert_eq(&cases(&world).await);
    });
}

#[test]
fn without_view_audit_log_the_rest_goes_on() {
    story(async |world| {
        begun(&world).await;
        let (guild, role) = (world.guild, world.bot_role);
        world.sim.state(|s| s.role_mut(guild, role).unwrap().permissions &= !simulator::permission::VIEW_AUDIT_LOG);
        world.sim.state(|s| s.ban(guild, world.id("max"), world.id("ben"), None));
        five_minutes(&world).await;
        assert_eq!(cases(&world).await, "");
        let kept = world.db("SELECT failure FROM audit_readings WHERE guild = ?1", &[guild.to_string().into()]).await;
        expect!["Discord answered 403 (50013 Missing Permissions)"]
            .assert_eq(kept[0]["failure"].as_str().unwrap_or_default());
        world.sim.state(|s| s.role_mut(guild, role).unwrap().permissions |= simulator::permission::VIEW_AUDIT_LOG);
        five_minutes(&world).await;
        expect!["1 ban ben max null done open"].assert_eq(&cases(&world).await);
    });
}

#[test]
fn thirty_timeouts_at_once_become_cases_over_a_few_minutes() {
    story(async |world| {
        begun(&world).await;
        let (guild, max, now) = (world.guild, world.id("max"), world.sim.clock().now());
        let people: Vec<_> = (0..30).map(|_| world.newcomer("raider").id).collect();
        world.sim.state(|s| {
            for person in &people {
                s.time_out(guild, max, *person, Some(now + 3_600_000), None);
            }
        });
        for _ in 0..12 {
            let end = world.tick().await;
            assert!(end.outcome == "ok" && end.statements <= 40, "{} {}", end.outcome, end.statements);
            world.later(std::time::Duration::from_secs(60));
        }
        assert_eq!(cases(&world).await.lines().count(), 30);
    });
}
