//! Who operates the deployment, and the list of servers.

use serde_json::json;
use simulator::{Fault, Team, permission};

use super::{counting::operates, pages::at};
use crate::world::{World, story, story_with};

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
fn who_is_named_operates_and_nobody_else() {
    story_with(&json!({ "OPERATOR_IDS": "1" }), true, async |world| {
        operates(&world, "ben");
        world.signed_in("ben").await.opens(&at(&world, "/links")).await.is(403);
        assert_eq!(asked(&world), 0);
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
        let enters = async |name: &'static str| {
            let browser = world.browser();
            let led = browser.opens("/login").await;
            let back = world.sim.authorize(world.id(name), &led.path).unwrap_or_else(|refusal| panic!("{refusal:?}"));
            browser.opens(&back[back.find("/login/callback").unwrap_or_default()..]).await;
            browser
        };
        let browser = enters("ada").await;
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
