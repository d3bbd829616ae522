//! Squads: joining, switching, leaving, sales, upkeep.

mod admin;
mod joining;
mod nightly;
mod races;

use crate::world::World;

/// Owls (role, welcome), Larks (free of a role) and Bats for one member.
pub async fn squads(world: &World) -> simulator::Id {
    let olive = world.actor("olive");
    let role = world.role("Owls");
    olive
        .runs(&format!("/squads-admin create name:Owls role:<@&{role}> emoji:🦉 description:\"Awake at night\" welcome:\"Hoo! Say hello.\""))
        .await;
    olive.runs("/squads-admin create name:Larks emoji:🐦").await;
    olive.runs("/squads-admin create name:Bats max:1").await;
    role
}
