//! What each act costs, as D1 itself counts it, against the table in `docs/costs.md`.

mod table;

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    verification::{alert, gated},
    world::{Actor, End, Said, World, story},
};

/// Members who come in the import, and accounts that the audit then looks at beside the cast.
const IMPORTED: u64 = 100;

/// Rows read and written, statements, round trips, those before the answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Cost([u64; 5]);

impl Cost {
    fn of(end: &End) -> Cost {
        Cost([end.rows_read, end.rows_written, end.statements, end.trips, end.trips_to_answer])
    }

    fn read(self) -> u64 {
        self.0[0]
    }

    fn written(self) -> u64 {
        self.0[1]
    }
}

/// Acts in the order of the table.
#[derive(Default)]
struct Measured(Vec<(&'static str, Cost)>);

impl Measured {
    fn note(&mut self, act: &'static str, end: &End) {
        assert!(matches!(end.outcome.as_str(), "ok" | "told"), "{act}: {end:?}");
        self.0.push((act, Cost::of(end)));
    }

    fn said(&mut self, act: &'static str, said: &Said) {
        self.note(act, &said.end);
    }

    fn of(&self, act: &str) -> Cost {
        self.0.iter().find(|(known, _)| *known == act).unwrap_or_else(|| panic!("{act:?} was not measured")).1
    }
}

#[test]
fn no_act_costs_more_than_is_written_down() {
    story(async |world| {
        let measured = measure(&world).await;
        for (act, trips) in [
            ("`/bytes read`", 1),
            ("`/bytes read` that claims", 2),
            ("`/bytes send`", 2),
            ("`/bytes send` that claims", 2),
        ] {
            assert_eq!(measured.of(act).0[3], trips, "round trips of {act}");
        }
        table::compare(&measured);
    });
}

async fn measure(world: &World) -> Measured {
    let mut measured = Measured::default();
    let (ada, ben, olive) = (world.actor("ada"), world.actor("ben"), world.actor("olive"));
    world.actor("max").runs("/bytes read").await;
    // So that one may send several times; a guild in use has settings anyway.
    olive.runs("/bytes-admin config cooldown:0").await;

    measured.said("`/bytes read`, the first ever", &ada.runs("/bytes read").await);
    measured.said("`/bytes read`", &ada.runs("/bytes read").await);
    world.days_later(1);
    measured.said("`/bytes read` that claims", &ada.runs("/bytes read").await);
    world.days_later(1);
    measured.said("`/bytes daily`", &ada.runs("/bytes daily").await);
    measured.said("`/bytes daily`, again", &ada.runs("/bytes daily").await);

    ada.runs("/bytes send user:@max amount:1").await;
    measured.said("`/bytes send`", &ada.runs("/bytes send user:@max amount:1").await);
    world.days_later(1);
    measured.said("`/bytes send` that claims", &ada.runs("/bytes send user:@max amount:1").await);
    measured.said("`/bytes send` that opens the receiver's account", &ada.runs("/bytes send user:@ben amount:1").await);
    let owls = world.role("Owls");
    measured.said("`/bytes-admin reward add`", &olive.runs("/bytes-admin reward add role:Owls threshold:20").await);
    measured.said("`/bytes send` that earns a role", &ada.runs("/bytes send user:@ben amount:30").await);
    assert!(world.has_role("ben", owls), "the role was earned");
    measured.said(
        "`/bytes send`, everything at once",
        &world.newcomer("dora").runs("/bytes send user:@cleo amount:30").await,
    );

    measured.said("`/bytes heap`", &ada.runs("/bytes heap").await);
    measured.said("`/bytes history`", &ada.runs("/bytes history").await);
    measured.said("`/bytes-admin grant`", &olive.runs("/bytes-admin grant user:@ben amount:5").await);
    measured.said("`/bytes-admin revoke`", &olive.runs("/bytes-admin revoke user:@ben amount:5").await);
    measured.said("`/bytes-admin config`, a change", &olive.runs("/bytes-admin config daily:20").await);
    measured.said("`/bytes-admin config`, looked at", &olive.runs("/bytes-admin config").await);
    ben.runs("/bytes read").await;

    at_work(world, &mut measured).await;
    added(world, &mut measured).await;
    measured.said("`/bytes-admin export`", &olive.runs("/bytes-admin export").await);
    squads(world, &mut measured).await;
    moderation(world, &mut measured).await;
    verification(world, &mut measured).await;
    api(world, &mut measured).await;
    world.read_all();
    measured
}

async fn squads(world: &World, measured: &mut Measured) {
    let (ada, olive) = (world.actor("ada"), world.actor("olive"));
    let (owls, ravens) = (world.role("Night"), world.role("Day"));
    let made = olive.runs(&format!("/squads-admin create name:Owls role:<@&{owls}>")).await;
    measured.said("`/squads-admin create`", &made);
    olive.runs(&format!("/squads-admin create name:Ravens role:<@&{ravens}>")).await;
    ada.runs("/bytes read").await;
    olive.runs("/bytes-admin grant user:@ada amount:1000").await;
    measured.said("`/squads join`, the first", &ada.runs("/squads join squad:Owls").await);
    assert!(world.has_role("ada", owls), "the role was given");
    let asked = ada.runs("/squads join squad:Ravens").await;
    measured.said("`/squads join`, a switch that asks first", &asked);
    measured.said("the switch itself, with its fee and two roles", &ada.clicks(&asked, "Yes, for 50 bytes").await);
    measured.said("`/squads list`", &ada.runs("/squads list").await);
    measured.said("`/squads info`", &ada.runs("/squads info").await);
}

async fn moderation(world: &World, measured: &mut Measured) {
    let max = Actor { channel: world.mods, ..world.actor("max") };
    let nora = world.newcomer("nora");
    measured.said("`/warn`, with a direct message", &max.runs("/warn user:@nora reason:spam").await);
    measured.said("`/timeout`", &max.runs("/timeout user:@nora duration:1h reason:spam").await);
    measured.said("`/ban`", &max.runs("/ban user:@nora reason:spam").await);
    measured.said("`/case undo` of a ban", &max.runs("/case undo case:3").await);
    measured.said("`/case list`", &max.runs("/case list").await);
    measured.said("`/history`", &max.runs(&format!("/history user:{}", nora.id)).await);
}

async fn verification(world: &World, measured: &mut Measured) {
    let max = Actor { channel: world.mods, ..world.actor("max") };
    gated(world).await;
    let nils = world.newcomer("nils");
    let form = max.picks_on("Flag user", nils.id).await;
    measured.said("*Flag user*, with its alert", &max.fills(&form, &[("why", "sells coins")]).await);
    measured.said("*Verify* on an alert", &max.clicks_on(alert(world).0, "Verify").await);
    let message = nils.says("buy coins");
    measured.said("*Report message*", &world.actor("ada").picks_on_message("Report message", message).await);
    measured.said("`/inbox`", &max.runs("/inbox").await);
    measured.said("`/digest preview`", &world.actor("olive").runs("/digest preview").await);
}

/// Calls of a key that was used lately.
async fn api(world: &World, measured: &mut Measured) {
    let key = world.key("olive", &["admin"]).await;
    key.gets(&world.here("")).await.answers(200);
    let told: Vec<Value> =
        (0..100).map(|n| json!({ "user": (300_000 + n).to_string(), "name": format!("Guest {n}") })).collect();
    let told = json!({ "members": told });
    let grant = json!({ "user": world.id("ben").to_string(), "amount": 5 });
    for (act, method, path, body) in [
        ("API: a look", Method::GET, "/squads", None),
        ("API: a grant with an `Idempotency-Key`", Method::POST, "/bytes/grants", Some(grant)),
        ("API: 100 members who were not known", Method::PUT, "/members", Some(told.clone())),
        ("API: 100 members as they are known", Method::PUT, "/members", Some(told)),
    ] {
        let headers: &[(&str, &str)] = if method == Method::POST { &[("idempotency-key", "a")] } else { &[] };
        let answer = key.sends(method, &world.here(path), headers, body).await;
        assert!(answer.status < 300, "{act}: {}", answer.body);
        measured.note(act, &world.ended(answer.header("x-correlation-id"), 1).await);
    }
}

/// Ticks.
async fn at_work(world: &World, measured: &mut Measured) {
    let olive = world.actor("olive");
    // What goes by the clock is due in a database that never saw a tick.
    world.ticks_until_idle().await;
    // Some jobs look every other minute: the figures are of the same ones in every run.
    if world.sim.clock().now() / 60_000 % 2 == 1 {
        world.later(Duration::from_secs(60));
    }
    let minute = || world.later(Duration::from_secs(60));
    minute();
    measured.note("tick with nothing to do", &world.tick().await);

    let (role, user) = (world.role("Ravens").to_string(), world.id("ada").to_string());
    let wish: [Value; 4] = [world.guild.to_string().into(), user.into(), role.into(), world.sim.clock().now().into()];
    let planned = "INSERT INTO role_wishes (guild, user, role, wanted, origin, state, set_at, due_at) VALUES (?1, ?2, ?3, 1, 'bytes', 'planned', ?4, ?4)";
    world.db(planned, &wish).await;
    minute();
    measured.note("tick that brings one role about", &world.tick().await);

    let lines: String = (0..IMPORTED).map(|n| format!("{},{}\n", 100_000_000_000_000_000 + n, 50 + n)).collect();
    world.sim.state(|s| s.put_file("old.csv", lines.into_bytes()));
    let preview = olive.runs("/bytes-admin import file:old.csv").await;
    measured.said("`/bytes-admin import`, preview of 100 lines", &preview);
    olive.clicks(&preview, "Import").await;
    minute();
    measured.note("tick that imports 100 new members", &world.tick().await);

    world.days_later(1);
    // The others have their own night.
    let tomorrow = Value::from(world.sim.clock().now() + 86_400_000);
    world.db("UPDATE jobs SET next_at = ?1 WHERE name <> 'bytes.nightly_audit'", std::slice::from_ref(&tomorrow)).await;
    measured.note("nightly audit of 105 accounts", &world.tick().await);
    minute();
    world.db("UPDATE jobs SET next_at = 0 WHERE name = 'bytes.nightly_audit'", &[]).await;
    measured.note("nightly audit of 105 accounts, the night after", &world.tick().await);
    minute();
    world.db("UPDATE jobs SET next_at = iif(name = 'guilds.find', 0, ?1)", &[tomorrow]).await;
    measured.note("nightly look for new guilds that finds none", &world.tick().await);
}

/// Somebody adds the bot; of two deliveries the one that tells them counts.
async fn added(world: &World, measured: &mut Measured) {
    world.hears_events();
    let ends = world.added_by(world.id("olive")).await;
    let told = ends.iter().find(|end| end.outcome == "told").unwrap_or_else(|| panic!("nobody was told: {ends:?}"));
    measured.note("guild added, with a direct message", told);
}
