//! Every route of the list: who may not, what is elsewhere, and that the document has it.

use guildhall::{
    app::{
        api::{Route, document},
        feature::command_named,
    },
    features::FEATURES,
};
use reqwest::Method;
use simulator::permission;

use crate::world::{Client, World, story};

fn routes() -> impl Iterator<Item = &'static Route> {
    FEATURES.iter().flat_map(|feature| feature.routes)
}

/// A value for each parameter of a path; a route with another one fails.
fn sample(world: &World, name: &str) -> String {
    match name {
        "guild" => world.guild.to_string(),
        "user" => world.id("ben").to_string(),
        "role" | "verification" | "sale" => "100000000000000020".to_owned(),
        "squad" | "case" | "version" => "1".to_owned(),
        "slug" => "rules".to_owned(),
        "job" => "keys.forget".to_owned(),
        other => panic!("{other}: give this parameter a sample value here"),
    }
}

fn path(world: &World, route: &Route, guild: &str) -> String {
    let parts =
        route.path.split('/').map(|part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some("guild") => guild.to_owned(),
            Some(name) => sample(world, name),
            None => part.to_owned(),
        });
    parts.collect::<Vec<_>>().join("/")
}

async fn calls(client: &Client, route: &Route, path: &str) -> crate::world::Answer {
    let method = Method::from_bytes(route.method.word().as_bytes()).unwrap_or_default();
    client.sends(method, path, &[], None).await
}

#[test]
fn no_route_serves_whom_it_is_not_for() {
    story(async |world| {
        world.db("UPDATE api_keys SET most = 100000", &[]).await;
        let owner = world.id("olive");
        let other = world.sim.state(|s| {
            let other = s.add_guild("Harbour", owner);
            s.add_bot_to(other, permission::VIEW_CHANNEL);
            other
        });
        for route in routes() {
            let own = path(&world, route, &world.guild.to_string());
            let nobody = Client { secret: String::new(), ..world.key("olive", &[]).await };
            calls(&nobody, route, &own).await.answers(401);
            // Scopes of everything but what it needs.
            if let Some(needed) = route.scope() {
                let areas = routes().map(|route| route.area).filter(|area| !area.is_empty() && *area != route.area);
                let mut scopes: Vec<String> = areas.map(|area| format!("{area}:*")).collect();
                let half = if route.is_read() { "write" } else { "read" };
                scopes.push(format!("{}:{half}", route.area));
                scopes.dedup();
                let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
                let refused = calls(&world.key("olive", &scopes).await, route, &own).await.answers(403);
                assert!(refused["detail"].as_str().unwrap_or_default().contains(&needed), "{own}: {refused}");
            }
            // An administrator's key of this guild is nothing elsewhere, and nothing of the deployment.
            let key = world.key("olive", &["admin"]).await;
            if route.path.contains("{guild}") {
                let elsewhere = path(&world, route, &other.to_string());
                calls(&key, route, &elsewhere).await.answers(404);
            } else if route.is_for_operators() {
                calls(&key, route, &own).await.answers(403);
            }
        }
        assert!(world.db("SELECT * FROM audit_log", &[]).await.is_empty(), "nothing was done");
    });
}

/// Something of another guild for each parameter that names what a guild has, under a number that this one has not.
async fn things_of(world: &World, other: &str) {
    let statements = [
        "INSERT INTO cases (guild, number, kind, target, created_at, cause, state) VALUES (?1, 77, 'timeout', '7', 1, 'x', 'done')",
        "INSERT INTO appeals (guild, number, target, text, at, cause) VALUES (?1, 77, '7', 'sorry', 1, 'x')",
        "INSERT INTO squads (guild, id, name, folded, created_at) VALUES (?1, 77, 'Larks', 'larks', 1)",
        "INSERT INTO squad_sales (guild, id, name, starts_at, ends_at, join_discount, switch_discount) \
         VALUES (?1, '77', 'Winter', 1, 9000000000000, 50, 0)",
        "INSERT INTO verifications (guild, id, user, detection, opened_at) VALUES (?1, '77', '7', 'flag', 1)",
        "INSERT INTO settings_versions (guild, version, json, changed_by, changed_at, what) VALUES (?1, 77, '{}', '7', 1, 'bytes')",
    ];
    for statement in statements {
        world.db(statement, &[other.into()]).await;
    }
}

/// What another guild has is not there under one's own, whatever one does with it.
#[test]
fn another_guilds_things_are_not_there() {
    story(async |world| {
        let owner = world.id("olive");
        let other = world.sim.state(|s| {
            let other = s.add_guild("Harbour", owner);
            s.add_bot_to(other, permission::VIEW_CHANNEL);
            other
        });
        things_of(&world, &other.to_string()).await;
        let key = world.key("olive", &["admin"]).await;
        let tag = key.gets(&world.here("/settings")).await.header("etag").to_owned();
        let mut tried = 0;
        for route in routes().filter(|route| route.path.starts_with("/guilds/{guild}/")) {
            let named = match document::parameters(route).last() {
                None | Some("guild") => continue,
                // Those are Discord's: whoever and whatever they are, only rows of this guild are found with them.
                Some("user" | "role") => continue,
                Some("case" | "squad" | "sale" | "verification" | "version") => "77",
                Some(other) => panic!("{other}: say here what another guild has of it"),
            };
            let path = route.path.split('/').map(|part| match part {
                "{guild}" => world.guild.to_string(),
                part if part.starts_with('{') => named.to_owned(),
                part => part.to_owned(),
            });
            let path = path.collect::<Vec<_>>().join("/");
            let body = document::body_of(FEATURES, route);
            let given = body.iter().filter(|member| !member.optional);
            let given: serde_json::Map<_, _> =
                given.map(|member| (member.name.to_owned(), guildhall::app::api::sample::value(member))).collect();
            let method = Method::from_bytes(route.method.word().as_bytes()).unwrap_or_default();
            let body = (!route.is_read()).then(|| given.into());
            let answer = key.sends(method, &path, &[("if-match", &tag)], body).await;
            assert_eq!(answer.status, 404, "{} {path}: {}", route.method.word(), answer.body);
            tried += 1;
        }
        assert!(tried >= 20, "{tried}");
        assert!(world.db("SELECT * FROM audit_log", &[]).await.is_empty(), "nothing was done");
        world.read_all();
    });
}

/// What a member without permissions could not do, their key cannot, whatever its scopes.
#[test]
fn a_members_key_does_what_members_do() {
    story(async |world| {
        let for_members = ["/guilds/{guild}/bytes/transfers", "/guilds/{guild}/squads/{squad}/membership", "/token"];
        for route in routes().filter(|route| !route.is_read() && !for_members.contains(&route.path)) {
            let key = world.key("ada", &["admin"]).await;
            let own = path(&world, route, &world.guild.to_string());
            let body = document::body_of(FEATURES, route);
            let given = body.iter().filter(|member| !member.optional);
            let given: serde_json::Map<_, _> =
                given.map(|member| (member.name.to_owned(), guildhall::app::api::sample::value(member))).collect();
            let method = Method::from_bytes(route.method.word().as_bytes()).unwrap_or_default();
            key.sends(method, &own, &[], Some(given.into())).await.answers(403);
        }
        assert!(world.db("SELECT * FROM audit_log", &[]).await.is_empty(), "nothing was done");
        world.read_all();
    });
}

#[test]
fn every_route_is_in_the_document() {
    let document = document::openapi(FEATURES);
    let mut ids = std::collections::BTreeSet::new();
    for route in routes() {
        let operation = &document["paths"][route.path][route.method.word().to_lowercase()];
        assert!(operation["summary"].as_str().is_some_and(|text| text.ends_with('.')), "{}: one sentence", route.path);
        assert!(ids.insert(operation["operationId"].to_string()), "{}: two operations of one name", route.path);
        let named: Vec<&str> = document::parameters(route).collect();
        assert_eq!(named.contains(&"guild"), route.path.starts_with("/guilds/{guild}"), "{}", route.path);
        if let guildhall::app::api::Does::Runs(name, _) = route.does {
            assert!(command_named(FEATURES, name).is_some(), "{}: there is no command {name}", route.path);
        }
        if let guildhall::app::api::Does::Presses(feature, action, ..) = route.does {
            let known = FEATURES.iter().find(|known| known.name == feature);
            let press = known.and_then(|known| known.presses.iter().find(|press| press.action == action));
            assert!(press.is_some(), "{}: there is no button {feature} {action}", route.path);
        }
    }
}
