//! Variables: who is served, what is missing, what is malformed.

use expect_test::expect;
use reqwest::Method;
use serde_json::{Value, json};

use super::ping;
use crate::world::{World, story_with};

/// Rows in every table that belongs to the story's guild.
async fn stored(world: &World) -> Vec<String> {
    let tables = world.db("SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'guild' WHERE m.type = 'table'", &[]).await;
    assert!(tables.len() > 5, "{tables:?}");
    let mut found = Vec::new();
    for table in tables.iter().filter_map(|row| row["name"].as_str()) {
        let rows =
            world.db(&format!("SELECT * FROM {table} WHERE guild = ?1"), &[world.guild.to_string().into()]).await;
        if !rows.is_empty() {
            found.push(table.to_owned());
        }
    }
    found
}

/// Everything that members and administrators may try is refused with this one sentence.
async fn is_not_served(world: &World) {
    let (ada, olive) = (world.actor("ada"), world.actor("olive"));
    let mut sentences = Vec::new();
    for locale in ["en-US", "de", "es-ES"] {
        sentences.push(ada.speaking(locale).runs("/bytes read").await.text());
    }
    expect![[r#"
        (ephemeral) This deployment does not serve this server. Its operator can switch it on.
        (ephemeral) Diese Installation bedient diesen Server nicht. Der Betreiber kann ihn freischalten.
        (ephemeral) Esta instalación no atiende este servidor. Su operador puede activarlo."#]]
    .assert_eq(&sentences.join("\n"));
    for command in ["/bytes send user:@ben amount:5", "/bytes daily", "/bytes heap", "/bytes history", "/bytes awards"]
    {
        let said = ada.runs(command).await;
        assert_eq!((said.end.outcome.as_str(), said.text()), ("without", sentences[0].clone()), "{command}");
    }
    for command in ["/bytes-admin grant user:@ben amount:5", "/bytes-admin config"] {
        let said = olive.runs(command).await;
        assert_eq!((said.end.outcome.as_str(), said.text()), ("without", sentences[0].clone()), "{command}");
    }
    assert_eq!(stored(world).await, Vec::<String>::new());
    // What needs no guild is served.
    assert_eq!(ada.runs("/ping").await.end.outcome, "ok");
}

#[test]
fn a_guild_that_is_not_named_is_not_served() {
    story_with(&json!({"GUILDS": "1213094097321984001"}), true, async |world| {
        is_not_served(&world).await;
        // The operator may switch it on, and off again.
        for (served, outcome) in [(1, "ok"), (0, "without")] {
            let sql = "INSERT INTO guilds (guild, served) VALUES (?1, ?2) ON CONFLICT (guild) DO UPDATE SET served = excluded.served";
            world.db(sql, &[world.guild.to_string().into(), served.into()]).await;
            assert_eq!(world.actor("ada").runs("/bytes read").await.end.outcome, outcome);
        }
    });
}

#[test]
fn a_malformed_list_of_guilds_serves_nobody() {
    story_with(&json!({"GUILDS": "1213094097321984001, everyone"}), true, async |world| {
        is_not_served(&world).await;
        assert_eq!(faults(&world).await, json!(["GUILDS"]));
    });
}

async fn faults(world: &World) -> Value {
    world.fetch(Method::GET, "/health", &[], Vec::new()).await.json()["faults"].clone()
}

#[test]
fn without_the_public_key_only_interactions_are_closed() {
    story_with(&json!({"DISCORD_PUBLIC_KEY": null}), true, async |world| {
        let answer = world.post_signed(&ping()).await;
        expect!["503 The operator has not set `DISCORD_PUBLIC_KEY` yet, which this needs."]
            .assert_eq(&format!("{} {}", answer.status, answer.body));
        let health = world.fetch(Method::GET, "/health", &[], Vec::new()).await;
        assert_eq!(health.status, 200);
    });
}

/// For a key of small order signatures exist that hold for every message.
#[test]
fn a_key_of_small_order_lets_nobody_in() {
    let identity = format!("01{}", "00".repeat(31));
    story_with(&json!({ "DISCORD_PUBLIC_KEY": identity }), true, async |world| {
        let signature = format!("01{}", "00".repeat(63));
        let answer = world.post(&[("x-signature-ed25519", &signature), ("x-signature-timestamp", "1")], &ping()).await;
        assert_eq!(answer.status, 503, "{}", answer.body);
        assert_eq!(faults(&world).await, json!(["DISCORD_PUBLIC_KEY"]));
    });
}

#[test]
fn malformed_variables_are_named_without_their_value() {
    let vars = json!({
        "DISCORD_PUBLIC_KEY": "q5x-value",
        "DISCORD_APPLICATION_ID": "q5x-value",
        "ENCRYPTION_KEY": "q5x-value",
        "OPERATOR_IDS": "q5x-value",
        "LOG_LEVEL": "q5x-value",
    });
    story_with(&vars, true, async |world| {
        let health = world.fetch(Method::GET, "/health", &[], Vec::new()).await;
        expect![[r#"["DISCORD_PUBLIC_KEY","ENCRYPTION_KEY","DISCORD_APPLICATION_ID","OPERATOR_IDS","LOG_LEVEL"]"#]]
            .assert_eq(&health.json()["faults"].to_string());
        let closed = world.post_signed(&ping()).await;
        assert_eq!(closed.status, 503);
        for text in [health.body, closed.body].into_iter().chain(world.log_lines().await) {
            assert!(!text.contains("q5x-value"), "{text}");
        }
    });
}
