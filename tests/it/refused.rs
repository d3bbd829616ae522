//! Every call that an act makes, refused by Discord for want of a permission: the person gets a sentence, what can
//! be made up for is made up for, and nothing breaks. The calls are found by doing the act once.

use std::time::Duration;

use expect_test::expect_file;
use serde_json::json;
use simulator::Fault;

use crate::{
    verification::{alert, gated, newcomers},
    world::{Actor, Said, World, story},
};

/// Discord's "Missing Permissions".
const REFUSED: Fault = Fault::Error { status: 403, code: 50013 };

/// After it the calls that prepared an act have left Discord's rate limit, which would add calls of its own.
const PAUSE: Duration = Duration::from_secs(2);

/// Each act prepares what it needs, arms the fault, and gives what the person got.
const ACTS: &[&str] = &[
    "/warn",
    "/timeout",
    "/untimeout",
    "/kick",
    "/ban",
    "/unban",
    "/case undo",
    "/purge",
    "/slowmode",
    "/lock",
    "/unlock",
    "/bytes awards",
    "/squads join",
    "/squads leave",
    "/setupverification",
    "Flag user",
    "Report message",
    "/verify",
    "/createthread",
    "alert: Ban",
    "alert: Verify",
    "Verify me",
    "/digest now",
    "/setup",
    "/status",
];

fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

async fn flag(world: &World) -> Said {
    let form = max(world).picks_on("Flag user", world.id("ada")).await;
    max(world).fills(&form, &[("why", "sells coins")]).await
}

async fn squad(world: &World) {
    let role = world.role("Owls");
    world.actor("olive").runs(&format!("/squads-admin create name:Owls role:<@&{role}>")).await;
}

#[expect(clippy::too_many_lines, reason = "one arm an act, none of them long")]
async fn act(world: &World, name: &str, arm: impl Fn()) -> Said {
    let (olive, max, ada) = (world.actor("olive"), max(world), world.actor("ada"));
    match name {
        "/warn" => {
            arm();
            max.runs("/warn user:@ada reason:spam").await
        }
        "/timeout" => {
            arm();
            max.runs("/timeout user:@ada duration:1h reason:spam").await
        }
        "/untimeout" => {
            max.runs("/timeout user:@ada duration:1h reason:spam").await;
            arm();
            max.runs("/untimeout user:@ada reason:enough").await
        }
        "/kick" => {
            arm();
            olive.runs("/kick user:@ada reason:spam").await
        }
        "/ban" => {
            arm();
            max.runs("/ban user:@ada reason:spam").await
        }
        "/unban" => {
            max.runs("/ban user:@ada reason:spam").await;
            arm();
            max.runs(&format!("/unban user:{} reason:enough", world.id("ada"))).await
        }
        "/case undo" => {
            max.runs("/ban user:@ada reason:spam").await;
            arm();
            max.runs("/case undo case:1").await
        }
        "/purge" => {
            ada.says("one");
            ada.says("two");
            arm();
            olive.runs("/purge count:2").await
        }
        "/slowmode" => {
            arm();
            olive.runs("/slowmode seconds:10").await
        }
        "/lock" => {
            arm();
            olive.runs("/lock").await
        }
        "/unlock" => {
            olive.runs("/lock").await;
            arm();
            olive.runs("/unlock").await
        }
        "/bytes awards" => {
            let role = world.role("Owls");
            olive.runs(&format!("/bytes-admin reward add role:<@&{role}> threshold:5")).await;
            ada.runs("/bytes read").await;
            world.ticks_until_idle().await;
            let guild = world.guild;
            world.sim.state(|s| s.take_role(guild, world.id("ada"), role));
            arm();
            ada.runs("/bytes awards").await
        }
        "/squads join" => {
            squad(world).await;
            ada.runs("/bytes read").await;
            arm();
            ada.runs("/squads join squad:Owls").await
        }
        "/squads leave" => {
            squad(world).await;
            ada.runs("/bytes read").await;
            ada.runs("/squads join squad:Owls").await;
            let asked = ada.runs("/squads leave").await;
            arm();
            ada.clicks(&asked, "Leave").await
        }
        "/setupverification" => {
            let page = olive.runs("/setupverification").await;
            olive.clicks(&page, "Restricted role").await;
            arm();
            olive.clicks(&page, "Do it").await
        }
        "Flag user" => {
            gated(world).await;
            let form = max.picks_on("Flag user", world.id("ada")).await;
            arm();
            max.fills(&form, &[("why", "sells coins")]).await
        }
        "Report message" => {
            gated(world).await;
            let message = ada.says("buy coins");
            arm();
            world.actor("ben").picks_on_message("Report message", message).await
        }
        "/verify" => {
            gated(world).await;
            flag(world).await;
            arm();
            max.runs("/verify user:@ada").await
        }
        "/createthread" => {
            gated(world).await;
            flag(world).await;
            arm();
            max.runs("/createthread user:@ada").await
        }
        "alert: Ban" => {
            gated(world).await;
            flag(world).await;
            let form = max.clicks_on(alert(world).0, "Ban").await;
            arm();
            max.fills(&form, &[("why", "spam")]).await
        }
        "alert: Verify" => {
            gated(world).await;
            flag(world).await;
            let message = alert(world).0;
            arm();
            max.clicks_on(message, "Verify").await
        }
        "Verify me" => {
            newcomers::with_mode(world, json!({ "mode": "button" })).await;
            let nova = world.newcomer("nova");
            arm();
            newcomers::presses(&nova).await
        }
        "/digest now" => {
            olive.runs("/digest configure channel:#mods").await;
            ada.runs("/bytes read").await;
            arm();
            olive.runs("/digest now").await
        }
        "/setup" => {
            arm();
            olive.runs("/setup").await
        }
        "/status" => {
            arm();
            olive.runs("/status").await
        }
        other => panic!("no act {other}"),
    }
}

/// The calls that belong to the act itself, in order.
fn calls(world: &World) -> Vec<String> {
    let calls = world.sim.requests().into_iter().filter(|call| !call.path.contains("/webhooks/"));
    calls.map(|call| format!("{} {}", call.method, call.route)).collect()
}

/// The rows of one act: each of its calls refused in a guild of its own.
fn rows(name: &str) -> String {
    let (mut made, mut rows) = (Vec::new(), String::new());
    let mut note = |call: &str, world: &World, said: &Said| {
        let text = world.show(&said.text());
        assert!(!text.contains("Something went wrong"), "{name}, {call}: {text}");
        let first: Vec<&str> = text.lines().take(3).collect();
        rows.push_str(&format!("{name} | {call}\n    {}\n", first.join("\n    ")));
    };
    story(async |world| {
        let armed = || {
            world.later(PAUSE);
            world.sim.clear_requests();
        };
        let said = act(&world, name, armed).await;
        made = calls(&world);
        assert!(!made.is_empty(), "{name} calls nobody: {}", world.show(&said.text()));
        note("nothing refused", &world, &said);
        settle(&world).await;
    });
    for (index, call) in made.iter().enumerate() {
        story(async |world| {
            let armed = || {
                world.later(PAUSE);
                world.sim.fail_after(index, REFUSED);
            };
            let said = act(&world, name, armed).await;
            note(call, &world, &said);
            settle(&world).await;
        });
    }
    rows
}

/// Whatever is left to do is done, however long it is put off.
async fn settle(world: &World) {
    world.read_all();
    for _ in 0..4 {
        world.ticks_until_idle().await;
        world.later(Duration::from_secs(3_600));
    }
    world.read_all();
}

#[test]
fn a_refusal_of_any_call_ends_in_a_sentence() {
    let tables = std::thread::scope(|scope| {
        let lanes = ACTS.chunks(ACTS.len().div_ceil(3));
        let lanes: Vec<_> =
            lanes.map(|acts| scope.spawn(|| acts.iter().map(|act| rows(act)).collect::<String>())).collect();
        lanes.into_iter().map(|lane| lane.join().expect("every act ends well")).collect::<String>()
    });
    // Where everything comes twice the calls are more; the sentences are what was looked at.
    if std::env::var_os("TWICE").is_none() {
        expect_file!["../data/refused.txt"].assert_eq(&tables);
    }
}
