//! Who operates the deployment, and the list of servers.

use expect_test::expect;
use serde_json::json;
use simulator::{Fault, Team, permission};

use super::{counting::operates, pages::at};
use crate::world::{Browser, World, story, story_with};

/// Somebody signed in with Discord.
async fn enters(world: &World, name: &'static str) -> Browser {
    let browser = world.browser();
    let led = browser.opens("/login").await;
    let back = world.sim.authorize(world.id(name), &led.path).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    browser.opens(&back[back.find("/login/callback").unwrap_or_default()..]).await;
    browser
}

fn asked(world: &World) -> usize {
    world.sim.requests().iter().filter(|request| request.path.ends_with("/applications/@me")).count()
}

#[test]
fn the_applications_owner_operates_where_nobody_is_named() {
    story(async |world| {
        operates(&world, "ben");
        let (ben, olive) = (world.signed_in("ben").await, world.signed_in("olive").await);
        let before = asked(&world);
        ben.opens(&at(&world, "/links")).await.is(200);
        olive.opens(&at(&world, "/links")).await.is(403);
        assert!(asked(&world) <= before + 1, "Discord is asked once a day");
        world.sim.state(|s| s.application_owner = s.bot_id);
        ben.opens(&at(&world, "/links")).await.is(200);
        world.days_later(2);
        ben.opens(&at(&world, "/links")).await.is(403);
    });
}

#[test]
fn a_team_operates_without_those_who_only_read() {
    story(async |world| {
        let [olive, max, ada, ben, cleo] = ["olive", "max", "ada", "ben", "cleo"].map(|name| world.id(name));
        world.sim.state(|s| {
            let members =
                vec![(olive, "admin", true), (max, "developer", true), (ada, "read_only", true), (ben, "admin", false)];
            s.team = Some(Team { id: s.application_owner, owner: cleo, members });
        });
        for (name, status) in [("cleo", 200), ("olive", 200), ("max", 200), ("ada", 403), ("ben", 403)] {
            world.signed_in(name).await.opens(&at(&world, "/links")).await.is(status);
        }
    });
}

#[test]
fn who_is_named_operates_beside_the_owner() {
    story_with(&json!({ "OPERATOR_IDS": "1" }), true, async |world| {
        operates(&world, "ben");
        let ben = world.signed_in("ben").await;
        let made = async |slug| {
            let page = ben.opens(&at(&world, "/links")).await;
            page.is(200);
            let fields = [("slug", slug), ("target", "https://example.com/"), ("about", "")];
            ben.fills(&page, &at(&world, "/links/make"), &fields).await.status
        };
        assert_eq!(made("rules").await, 200);
        world.signed_in("ada").await.opens(&at(&world, "/links")).await.is(403);
        // Looking goes on while Discord does not say who owns the application; acting waits until it does.
        world.days_later(2);
        world.sim.fail_next("GET", "/applications/@me", Fault::Status(500), 99);
        assert_eq!(made("more").await, 403);
        world.sim.clear_faults();
        assert_eq!(made("more").await, 200);
    });
}

#[test]
fn an_operator_switches_a_server_off_and_on() {
    story(async |world| {
        world.registers_sign_in();
        operates(&world, "ben");
        let ada = world.actor("ada");
        ada.runs("/bytes daily").await;
        let browser = enters(&world, "ben").await;
        let place = format!("/guilds/{}", world.guild);
        browser.opens("/guilds").await.is(200).says("Switch off").hides("Switch on");
        let asked = browser.opens(&place).await;
        asked.is(200).says("Stop serving this server?").says("Can be undone.");
        let mark = asked.mark(&place);
        let off = [("mark", mark.as_str()), ("on", "0")];
        // Sent twice it is told once.
        for _ in 0..2 {
            browser.sends(&place, &off).await.is(200).says("switched off").says("Switch on");
        }
        ada.runs("/bytes daily")
            .await
            .was_refused(expect!["This deployment does not serve this server. Its operator can switch it on."]);
        // Signing in does not list it, and nobody else may switch it on.
        let max = enters(&world, "max").await;
        max.opens("/guilds").await.is(200).hides("Lantern");
        max.opens(&place).await.is(403);
        max.sends(&place, &[("mark", "1.x"), ("on", "1")]).await.is(403);
        // A link's session is of one server and decides of none.
        browser.sends(&place, &[("mark", "1.x"), ("on", "1")]).await.is(403);
        let asked = browser.opens(&place).await;
        asked.says("Serve this server?");
        browser.fills(&asked, &place, &[("on", "1")]).await.is(200).says("Switch off");
        world.days_later(1);
        ada.runs("/bytes daily").await;
        let told = world.db("SELECT action, actor FROM audit_log WHERE action LIKE 'guilds.%' ORDER BY at", &[]).await;
        let told: Vec<_> = told.iter().map(|row| row["action"].as_str().unwrap_or_default()).collect();
        assert_eq!(told, ["guilds.off", "guilds.on"]);
    });
}

#[test]
fn names_of_before_lead_to_the_dashboard() {
    story(async |world| {
        let browser = world.signed_in("ada").await;
        let page = browser.opens(&format!("/dashboard/g/{}/me?a=b%20c", world.guild)).await;
        assert_eq!(page.path, format!("/g/{}/me?a=b+c", world.guild));
        page.is(200);
        assert_eq!(browser.opens("/dashboard").await.path, format!("/g/{}/", world.guild));
        browser.opens("/dashboard//elsewhere.example/").await.is(404);
        let led = world.browser().opens("/auth/discord").await;
        assert!(led.path.contains("/oauth2/authorize"), "{}", led.path);
    });
}

#[test]
fn who_is_timed_out_acts_nowhere() {
    story(async |world| {
        let browser = world.signed_in("max").await;
        let key = world.key("max", &["moderation:*"]).await;
        let (guild, max, until) = (world.guild, world.id("max"), world.sim.clock().now() + 3_600_000);
        let warns = async |reason: &str| {
            let body = json!({ "user": world.id("ada").to_string(), "reason": reason });
            key.posts(&world.here("/warnings"), body).await.status
        };
        assert_eq!(warns("first").await, 201);
        world.sim.state(|s| s.member_mut(guild, max).expect("max").timeout_until = Some(until));
        assert_eq!(warns("second").await, 403);
        world.later(std::time::Duration::from_secs(600));
        browser.opens(&at(&world, "/inbox")).await.is(403);
        // An administrator cannot be timed out, whatever is noted of them.
        let role = world.role("Chief");
        world.sim.state(|s| {
            s.role_mut(guild, role).expect("the role").permissions = permission::ADMINISTRATOR;
            s.give_role(guild, max, role);
        });
        assert_eq!(warns("third").await, 201);
    });
}

#[test]
fn the_list_of_servers_tells_what_needs_somebody() {
    story(async |world| {
        world.registers_sign_in();
        let (ada, ben) = (world.id("ada"), world.id("ben"));
        world.sim.state(|s| {
            let harbour = s.add_guild("Harbour", ben);
            s.add_bot_to(harbour, permission::VIEW_CHANNEL);
            s.add_member(harbour, ada);
            let faraway = s.add_guild("Faraway", ben);
            s.add_bot_to(faraway, permission::VIEW_CHANNEL);
        });
        world.actor("olive").runs("/bytes-admin config daily:20").await;
        let browser = enters(&world, "ada").await;
        let list = browser.opens("/guilds").await;
        list.is(200)
            .says("Lantern")
            .says("running")
            .says("Harbour")
            .says("not set up")
            .hides("Faraway")
            .hides("nothing");
        operates(&world, "ada");
        world.days_later(2);
        world.sim.clear_requests();
        let list = browser.opens("/guilds").await;
        list.is(200).says("All servers").says("Faraway").says("nothing");
        // A moderator is told what waits while it is known what they may do, and of what has failed.
        let moderator = enters(&world, "max").await;
        moderator.opens("/guilds").await.is(200).says("nothing");
        let (at, guild) = (world.sim.clock().now(), world.guild.to_string());
        let failed = "INSERT INTO posts (guild, id, channel, body, state, failure, made_at) VALUES (?1, 'x', '1', '', 'failed', 'gone', ?2)";
        world.db(failed, &[guild.into(), at.into()]).await;
        moderator.opens("/guilds").await.is(200).says("A message could not be posted this week").hides("Switch off");
        world.later(std::time::Duration::from_secs(360));
        moderator.opens("/guilds").await.is(200).hides("nothing").hides("could not be posted");
        // An operator looks in from outside.
        let faraway =
            world.sim.state(|s| s.guilds.values().find(|guild| guild.name == "Faraway").map(|guild| guild.id));
        let path = format!("/g/{}/usage", faraway.expect("it is there"));
        browser.opens(&path).await.is(200).says("Errors of the deployment");
        // Without Discord's answer the list is there, without its figures.
        world.sim.fail_next("GET", "/users/@me/guilds", Fault::Status(500), 9);
        browser.opens("/guilds").await.is(200).says("Lantern");
        world.sim.clear_faults();
    });
}
