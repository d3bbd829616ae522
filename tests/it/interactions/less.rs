//! Running with less: a database that fails, is lost, is used up or has no tables.

use expect_test::expect;
use serde_json::json;

use super::{answered, transfers};
use crate::world::{story, story_with};

#[test]
fn without_a_database_ping_answers_and_the_rest_says_so() {
    story(async |world| {
        let ada = world.actor("ada");
        world.db_faults(json!([{"kind": "fail", "times": 99}])).await;
        ada.runs("/ping").await.replied(expect!["(ephemeral) Pong. I am here."]);
        let read = ada.runs("/bytes read").await;
        world.db_faults(json!([])).await;
        assert_eq!(read.end.outcome, "failed");
        let number = read.exchange.id.to_string();
        assert_eq!(read.exchange.correlation.as_deref(), Some(number.as_str()));
        assert!(read.message()["content"].as_str().is_some_and(|text| text.contains(&number)), "{}", read.text());
        expect!["(ephemeral) Something went wrong on my side, and it has been noted. If it keeps happening, tell an administrator this number: `id`."].assert_eq(&read.text());
        let lines = world.log_lines().await;
        let logged: Vec<&String> =
            lines.iter().filter(|line| line.contains("\"error\"") && line.contains(&number)).collect();
        let deliveries = if std::env::var("TWICE").is_ok_and(|twice| twice == "1") { 2 } else { 1 };
        assert_eq!(logged.len(), deliveries, "once each time: {logged:?}");
        world.expect_errors(deliveries);
    });
}

#[test]
fn a_write_whose_outcome_is_lost_happens_once() {
    story(async |world| {
        let ada = world.actor("ada");
        // The first call reads, the second writes.
        world.db_faults(json!([{"kind": "lost", "after": 1}])).await;
        let sent = ada.runs("/bytes send user:@ben amount:50").await;
        expect![[r#"
            <@ada> gave <@ben> **50 bytes**.
            -# +10 bytes, day 1"#]]
        .assert_eq(&answered(&world, &sent.exchange));
        assert_eq!(transfers(&world).await, 1);
        world.actor("ben").runs("/bytes read").await.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes
            <@ben>
            Balance: **160** bytes
            Received: 50
            Sent: 0
            Streak: 1 day
            [Show here]"#]]);
    });
}

#[test]
fn a_write_that_failed_has_not_happened() {
    story(async |world| {
        let ada = world.actor("ada");
        // A lost reading is read again, a failed write has not happened.
        world.db_faults(json!([{"kind": "lost"}, {"kind": "fail", "after": 1}])).await;
        let failed = ada.runs("/bytes send user:@ben amount:50").await;
        assert_eq!(failed.end.outcome, "failed");
        world.expect_errors(1);
        let happened = transfers(&world).await;
        let twice = std::env::var("TWICE").is_ok_and(|twice| twice == "1");
        assert_eq!(happened, u64::from(twice), "only a second delivery makes up for it");
    });
}

#[test]
fn a_used_up_quota_says_when_it_returns() {
    story(async |world| {
        let ada = world.actor("ada");
        let mut lines = Vec::new();
        for locale in ["en-US", "de", "es-ES"] {
            world.db_faults(json!([{"kind": "quota", "times": 2}])).await;
            let read = ada.speaking(locale).runs("/bytes read").await;
            assert_eq!(read.end.outcome, "without");
            let content = read.message()["content"].as_str().unwrap_or_default().to_owned();
            let (before, stamp) = content.split_once("<t:").unwrap_or_else(|| panic!("no time: {content}"));
            let (stamp, after) = stamp.split_once(":R>").unwrap_or_else(|| panic!("not relative: {content}"));
            let seconds: i64 = stamp.parse().unwrap_or_default();
            assert!(seconds > 0 && seconds % 86_400 == 0, "midnight, UTC: {content}");
            lines.push(format!("{before}<midnight>{after}"));
        }
        world.db_faults(json!([])).await;
        expect![[r#"
            Today's free database quota is used up. Nothing was changed; it returns <midnight>.
            Das kostenlose Datenbank-Kontingent von heute ist aufgebraucht. Es wurde nichts geändert; es kehrt <midnight> zurück.
            Se agotó la cuota gratuita de la base de datos por hoy. No se cambió nada; vuelve <midnight>."#]].assert_eq(&lines.join("\n"));
    });
}

#[test]
fn without_tables_one_sentence_names_the_command() {
    story_with(&json!({}), false, async |world| {
        let ada = world.actor("ada");
        ada.runs("/ping").await.replied(expect!["(ephemeral) Pong. I am here."]);
        let mut lines = Vec::new();
        for locale in ["en-US", "de", "es-ES"] {
            let read = ada.speaking(locale).runs("/bytes read").await;
            assert_eq!(read.end.outcome, "without");
            lines.push(read.text());
        }
        expect![[r#"
            (ephemeral) The database has no tables yet. The operator creates them with `npx wrangler d1 migrations apply DB` (locally with `--local`).
            (ephemeral) Die Datenbank hat noch keine Tabellen. Der Betreiber legt sie mit `npx wrangler d1 migrations apply DB` an (lokal mit `--local`).
            (ephemeral) La base de datos aún no tiene tablas. El operador las crea con `npx wrangler d1 migrations apply DB` (en local con `--local`)."#]].assert_eq(&lines.join("\n"));
        let health = world.fetch(reqwest::Method::GET, "/health", &[], Vec::new()).await;
        assert_eq!((health.status, &health.json()["schema"]), (200, &json!(null)));
    });
}
