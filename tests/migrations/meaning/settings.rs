//! Settings, roles as desired state, and the lease of jobs.

use super::{Bound, Tried, number, stmt, text};

const SETTINGS: &str = "settings/sql.rs";
const JOBS: &str = "jobs/sql.rs";

#[test]
fn settings_moved() {
    let mut tried = Tried::new();
    tried.does(&[stmt(SETTINGS, "insert_settings", vec![text("1"), text("{}")])]);
    let change = |seen| [stmt(SETTINGS, "set_settings", vec![text("1"), number(seen), text(r#"{"a":1}"#)])];
    tried.does(&change(1));
    tried.is_refused(&change(1), "CHECK constraint failed: settings_moved");
    tried.does(&change(2));
    assert_eq!(tried.number("SELECT version FROM guild_settings"), 3);
}

#[test]
fn settings_are_made_once_and_are_json() {
    let mut tried = Tried::new();
    let make = |json| [stmt(SETTINGS, "insert_settings", vec![text("1"), text(json)])];
    tried.is_refused(&make("{"), "CHECK constraint failed: settings_are_json");
    tried.does(&make("{}"));
    tried.is_refused(&make("{}"), "UNIQUE constraint failed: guild_settings.guild");
}

fn audit_entry(action: &str) -> Bound {
    let nothing = rusqlite::types::Value::Null;
    let mut values = vec![text("1"), number(5), text("300"), text(action), text("99"), text("command")];
    values.extend([nothing.clone(), nothing.clone(), nothing]);
    stmt("audit/sql.rs", "insert_entry", values)
}

#[test]
fn an_event_tells_each_act_once() {
    let mut tried = Tried::new();
    tried.does(&[audit_entry("bytes.grant"), audit_entry("settings.change")]);
    tried.is_refused(&[audit_entry("bytes.grant")], "UNIQUE constraint failed: audit_log.");
}

#[test]
fn a_lease_is_held_by_one_tick() {
    let mut tried = Tried::new();
    let lease = |now| [stmt(JOBS, "set_lease", vec![text("bytes.import"), number(now), number(now + 100)])];
    tried.does(&lease(1_000));
    tried.is_refused(&lease(1_050), "NOT NULL constraint failed: jobs.lease_until");
    tried.does(&lease(1_100));
}

#[test]
fn a_newer_wish_replaces_an_older_one_and_not_the_other_way_round() {
    let mut tried = Tried::new();
    let wish = |wanted, at| {
        let values =
            vec![text("1"), text("10"), text("400"), number(wanted), text("bytes"), number(at), number(at + 1)];
        [stmt("roles/sql.rs", "set_wish", values)]
    };
    tried.does(&wish(1, 2_000));
    tried.does(&wish(0, 1_000));
    assert_eq!(tried.number("SELECT wanted FROM role_wishes"), 1);
    tried.does(&wish(0, 3_000));
    assert_eq!(tried.number("SELECT wanted FROM role_wishes"), 0);
}
