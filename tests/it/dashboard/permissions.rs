//! Who may use which command, in the dashboard.

use simulator::{
    Fault,
    state::command::{CommandOverwrite, target},
};

use crate::world::{World, story};

fn at(world: &World) -> String {
    format!("/g/{}/permissions", world.guild)
}

#[test]
fn commands_are_listed_with_whom_they_are_offered_to() {
    story(async |world| {
        let role = world.role("Lamplighters");
        let (guild, general, ada) = (world.guild, world.general, world.id("ada"));
        world.sim.state(|s| {
            let of = |name: &str| {
                let found = s.commands.find(None, 1, name).and_then(|command| command["id"].as_str()?.parse().ok());
                found.unwrap_or_else(|| panic!("/{name} is not registered"))
            };
            let (bytes, lock) = (of("bytes"), of("lock"));
            let one = |id, kind, permission| CommandOverwrite { id, kind, permission };
            let of_bytes = vec![
                one(guild, target::ROLE, false),
                one(role, target::ROLE, true),
                one(guild - 1, target::CHANNEL, false),
                one(general, target::CHANNEL, true),
            ];
            s.commands.overwrites.insert((guild, bytes), of_bytes);
            s.commands.overwrites.insert((guild, lock), vec![one(ada, target::USER, true)]);
            let application = s.application_id;
            s.commands.overwrites.insert((guild, application), vec![one(role, target::ROLE, true)]);
        });
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world)).await;
        page.is(200)
            .says("/bytes everyone @everyone denied @Lamplighters allowed all channels denied #general allowed nothing")
            .says(&format!("person {ada} allowed"))
            .says("/bytes-admin Manage Server – Manage Server")
            .says("All commands: @Lamplighters allowed")
            .says("nobody beside them")
            .hides("**");
        world.signed_in("max").await.opens(&at(&world)).await.is(403).says("Only administrators");
    });
}

#[test]
fn without_an_answer_of_discords_what_is_registered_is_shown() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        world.sim.fail_next("GET", "/commands", Fault::Status(502), 9);
        let page = browser.opens(&at(&world)).await;
        page.is(200).says("Discord does not answer at the moment").says("/bytes everyone –").hides("not registered");
        world.sim.clear_faults();
        browser.opens(&at(&world)).await.is(200).hides("does not answer");
    });
}
