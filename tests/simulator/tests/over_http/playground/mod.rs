//! The playground's server, with a stand-in for the runtime program.

mod stand_in;

use serde_json::json;
use simulator::playground::{Args, start};

use crate::world::send;
use stand_in::{Play, events};

#[tokio::test]
async fn the_page_and_its_guild_are_there() {
    let play = Play::new().await;
    let page = play.http.get(&play.running.url).send().await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    assert!(page.text().await.unwrap().contains("Playground"));
    for hidden in ["play/assets/nothing.js", "play/assets/..%2Fsecret", "play/assets/.hidden"] {
        assert_eq!(play.get(hidden).await.status, 404, "{hidden}");
    }
    let titles: Vec<&str> = ["olive", "max", "ada", "nova", "Guildhall"]
        .iter()
        .map(|name| {
            let list = play.state["guild"]["members"].as_array().unwrap();
            list.iter().find(|one| one["name"] == *name).unwrap()["title"].as_str().unwrap()
        })
        .collect();
    assert_eq!(titles, ["owner", "moderator", "member", "newcomer", "bot"]);
    assert_eq!(play.state["commands"][0]["name"], "bytes");
    let ada = play.get(&format!("play/state?as={}", play.member("ada"))).await.body;
    let mods = ada["guild"]["channels"].as_array().unwrap().iter().find(|one| one["name"] == "mods").unwrap();
    assert_eq!((&mods["can_view"], &ada["me"]["name"]), (&json!(false), &json!("ada")));
}

#[tokio::test]
async fn what_is_done_is_answered_shown_and_logged() {
    let play = Play::new().await;
    let done = play.runs("ada", "/bytes read").await.body;
    assert_eq!(
        (&done["ok"], &done["status"], &done["message"]["ephemeral"]),
        (&json!(true), &json!(200), &json!(true))
    );
    assert_eq!(done["message"]["interaction"]["command"], "bytes read");
    let wrong = play.runs("ada", "/bytes send").await.body;
    assert_eq!((&wrong["ok"], &wrong["status"]), (&json!(false), &json!(0)));
    assert_eq!(wrong["wrong"].as_array().map(Vec::len), Some(2));
    let play = &play;
    let seen = |who: &str| {
        let path = format!("play/messages?as={}&channel={}", play.member(who), play.channel("general"));
        async move { play.get(&path).await.body.as_array().map(Vec::len) }
    };
    // One more than the greeting that stands there from the start, for Ada alone.
    assert_eq!((seen("ada").await, seen("ben").await), (Some(2), Some(1)));
    let mods = format!("play/messages?as={}&channel={}", play.member("ada"), play.channel("mods"));
    assert_eq!(play.get(&mods).await.status, 400);
    let events = events(play, "ada", 2).await;
    assert!(events[0].contains("event: message_created") && events[0].contains("id: "));
    assert!(events[1].contains("event: log") && events[1].contains("\"trips\":2"), "{}", events[1]);
    assert!(events[1].contains("\"what\":\"POST /interactions\""));
}

#[tokio::test]
async fn ephemeral_messages_and_hidden_channels_are_kept_from_others_events() {
    let play = Play::new().await;
    play.runs("ada", "/bytes read").await;
    let play = &play;
    let say = |who: &str, channel: &str| {
        let body = json!({"as": play.member(who), "channel": play.channel(channel), "content": channel});
        async move { play.post("play/messages", body).await }
    };
    assert_eq!(say("max", "mods").await.status, 200);
    assert_eq!(say("ben", "mods").await.status, 400);
    assert_eq!(say("ben", "general").await.status, 200);
    let first = events(play, "ben", 1).await.remove(0);
    assert!(first.contains("\"content\":\"general\"") || first.contains("event: log"), "{first}");
    assert!(!first.contains("mods") && !first.contains("done"));
}

#[tokio::test]
async fn writing_in_a_thread_follows_its_rules() {
    let play = Play::new().await;
    let id = |name: &str| play.member(name).parse::<simulator::Id>().unwrap();
    let (general, ben) = (play.channel("general").parse().unwrap(), id("ben"));
    let sim = &play.running.simulator;
    let guild = sim.state(|s| s.guild_of(general).map(|guild| guild.id)).unwrap();
    let thread = sim.state(|s| s.add_thread(guild, general, "lamps"));
    let set = |archived: bool, locked: bool| {
        sim.state(|s| {
            let thread = s.thread_mut(guild, thread).unwrap();
            (thread.archived, thread.locked) = (archived, locked);
        });
    };
    let say = |who: &str, content: &str| {
        let body = json!({"as": play.member(who), "channel": thread.to_string(), "content": content});
        play.post("play/messages", body)
    };
    set(true, false);
    assert_eq!(say("ada", "hello @ben").await.status, 200);
    let body = json!({"as": play.member("ada"), "channel": thread.to_string(), "content": format!("<@{ben}>")});
    assert_eq!(play.post("play/messages", body).await.status, 200);
    let now = sim.state(|s| s.thread_mut(guild, thread).unwrap().clone());
    assert!(!now.archived && now.members.contains(&id("ada")) && now.members.contains(&ben));
    set(true, true);
    let refused = say("ada", "and now?").await;
    assert_eq!((refused.status, refused.body["error"].as_str().unwrap().contains("locked")), (400, true));
    let ada = play.get(&format!("play/state?as={}", play.member("ada"))).await.body;
    let shown = ada["guild"]["channels"].as_array().unwrap().iter().find(|one| one["name"] == "lamps").unwrap();
    assert_eq!(shown["thread"], json!({"archived": true, "locked": true, "inside": true}));
    assert_eq!(say("max", "I may").await.status, 200);
    assert!(sim.state(|s| !s.thread_mut(guild, thread).unwrap().archived));
}

#[tokio::test]
async fn newcomers_join_one_after_the_other() {
    let play = Play::new().await;
    let ids = [play.post("play/door", json!({})).await.body, play.post("play/door", json!({})).await.body];
    let state = play.get("play/state").await.body;
    let list = state["guild"]["members"].as_array().unwrap();
    let names = ids.map(|one| {
        let member = list.iter().find(|member| member["id"] == one["id"]).unwrap();
        assert_eq!(member["title"], "newcomer");
        member["name"].as_str().unwrap().to_owned()
    });
    assert_ne!(names[0], names[1]);
}

#[tokio::test]
async fn members_leave_and_come_back_unless_they_are_banned() {
    let play = Play::new().await;
    let (ada, olive) = (play.member("ada"), play.member("olive"));
    let inside = async || {
        let state = play.get("play/state").await.body;
        state["guild"]["members"].as_array().unwrap().iter().any(|member| member["id"] == ada.as_str())
    };
    assert_eq!(play.post("play/door", json!({"out": olive})).await.status, 400);
    assert_eq!(play.post("play/door", json!({"out": ada})).await.status, 200);
    assert!(!inside().await);
    assert_eq!(play.post("play/door", json!({"back": ada})).await.status, 200);
    assert!(inside().await);
    play.post("play/door", json!({"out": ada})).await;
    let id: simulator::Id = ada.parse().unwrap();
    play.running.simulator.state(|s| s.guilds.values_mut().next().unwrap().bans.insert(id, None));
    assert_eq!(play.post("play/door", json!({"back": ada})).await.status, 400);
    assert_eq!(play.post("play/door", json!({"back": "5"})).await.status, 400);
}

#[tokio::test]
async fn time_is_pushed_and_the_cron_runs() {
    let play = Play::new().await;
    let before = play.running.simulator.clock().now();
    assert_eq!(play.post("play/clock", json!({"advance_ms": 86_400_000})).await.status, 200);
    assert_eq!(play.post("play/cron", json!({})).await.status, 200);
    let crons = play.seen.lock().unwrap().crons.clone();
    // At each full hour, at the day's end, and once by hand.
    assert!((25..=26).contains(&crons.len()), "{crons:?}");
    let hours = &crons[..crons.len() - 2];
    assert!(hours.iter().all(|at| at % 3_600_000 < 60_000) && hours.is_sorted(), "{crons:?}");
    assert!(crons[crons.len() - 2] >= before + 86_400_000);
    let seen = events(&play, "ada", 3).await;
    assert!(seen[0].contains("state_changed") && seen[1].contains("cron * * * * *"), "{seen:?}");
}

#[tokio::test]
async fn other_sites_may_not_act() {
    let play = Play::new().await;
    let url = format!("{}play/cron", play.running.url);
    let foreign = play.http.post(&url).header("origin", "https://example.org").json(&json!({}));
    assert_eq!(send(foreign).await.status, 403);
    let own = play.http.post(&url).header("origin", play.running.simulator.origin()).json(&json!({}));
    assert_eq!(send(own).await.status, 200);
}

#[tokio::test]
async fn what_is_missing_is_said() {
    let play = Play::new().await;
    let commands = play.folder.join("commands.json");
    let parse = |runtime: &str, commands: &std::path::Path| {
        let root = play.folder.to_str().unwrap();
        let words = ["--runtime", runtime, "--root", root, "--commands", commands.to_str().unwrap()];
        Args::parse(words.into_iter().map(str::to_owned)).unwrap()
    };
    let reason = |args| async { start(args).await.err().unwrap() };
    assert!(reason(parse("sh runtime.sh", &play.folder.join("none.json"))).await.contains("none.json"));
    assert!(reason(parse("sh -c exit", &commands)).await.contains("ended before it was ready"));
    std::fs::write(&commands, json!([{"name": "Bad Name", "description": "d"}]).to_string()).unwrap();
    assert!(reason(parse("sh runtime.sh", &commands)).await.contains("would refuse the commands"));
}
