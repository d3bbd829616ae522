//! Links, sessions, and who may see what.

use std::time::Duration;

use reqwest::Method;
use simulator::permission;

use crate::world::{World, story};

fn home(world: &World) -> String {
    format!("/g/{}/", world.guild)
}

#[test]
fn a_link_lets_in_once() {
    story(async |world| {
        let link = world.login_link("ada").await;
        let (ada, thief) = (world.browser(), world.browser());
        // Looking at it, as previews of chats do, spends nothing.
        for _ in 0..3 {
            ada.opens(&link).await.is(200).says("Continue as Ada");
        }
        let shown = ada.sends(&link, &[]).await;
        shown.is(200).says("Welcome, Ada");
        assert_eq!(shown.path, home(&world));
        thief.opens(&link).await.is(404).says("does not work any more");
        thief.sends(&link, &[]).await.is(404).says("does not work any more");
        thief.opens(&home(&world)).await.is(401).says("Sign in first").hides("Welcome");
    });
}

#[test]
fn a_link_lasts_five_minutes() {
    story(async |world| {
        let link = world.login_link("ada").await;
        let ada = world.browser();
        world.later(Duration::from_secs(299));
        ada.opens(&link).await.is(200);
        world.later(Duration::from_secs(2));
        ada.opens(&link).await.is(404);
        ada.sends(&link, &[]).await.is(404);
    });
}

#[test]
fn of_many_presses_at_once_one_gets_in() {
    story(async |world| {
        let link = world.login_link("ada").await;
        let browsers: Vec<_> = (0..6).map(|_| world.browser()).collect();
        let presses = browsers.iter().map(|browser| browser.sends(&link, &[]));
        let shown = futures_util::future::join_all(presses).await;
        assert_eq!(shown.iter().filter(|shown| shown.status == 200).count(), 1);
    });
}

#[test]
fn somebody_elses_link_does_not_take_a_session_over() {
    story(async |world| {
        let ada = world.signed_in("ada").await;
        let before = ada.cookie("guildhall");
        let link = world.login_link("ben").await;
        ada.opens(&link).await.is(403).says("signed in as Ada");
        ada.sends(&link, &[]).await.is(403);
        assert_eq!(ada.cookie("guildhall"), before);
        // It is still Ben's to spend.
        world.browser().sends(&link, &[]).await.is(200).says("Welcome, Ben");
    });
}

#[test]
fn a_cookie_that_was_planted_is_never_taken_over() {
    story(async |world| {
        let ada = world.browser();
        let planted = "ab".repeat(32);
        ada.set_cookie("guildhall", &planted);
        let link = world.login_link("ada").await;
        ada.sends(&link, &[]).await.is(200);
        assert_ne!(ada.cookie("guildhall"), Some(planted.clone()));
        let thief = world.browser();
        thief.set_cookie("guildhall", &planted);
        thief.opens(&home(&world)).await.is(401);
    });
}

#[test]
fn the_database_holds_no_secret() {
    story(async |world| {
        let link = world.login_link("ada").await;
        let secret = link.trim_start_matches("/login/");
        assert_eq!(secret.len(), 64);
        let ada = world.browser();
        ada.sends(&link, &[]).await.is(200);
        let cookie = ada.cookie("guildhall").unwrap_or_default();
        world.login_link("ada").await;
        let links = world.db("SELECT id FROM login_links", &[]).await;
        let sessions = world.db("SELECT id FROM sessions", &[]).await;
        // Each command gives a link, also one that comes twice; one of them is spent.
        assert_eq!((links.len(), sessions.len()), (2 * world.deliveries() - 1, 1));
        assert!(![secret, &cookie].contains(&sessions[0]["id"].as_str().unwrap_or_default()));
        let thief = world.browser();
        thief.set_cookie("guildhall", sessions[0]["id"].as_str().unwrap_or_default());
        thief.opens(&home(&world)).await.is(401);
    });
}

#[test]
fn a_session_ends_after_a_week_by_pressing_or_from_elsewhere() {
    story(async |world| {
        let (ada, phone) = (world.signed_in("ada").await, world.signed_in("ada").await);
        let page = ada.opens(&home(&world)).await;
        let stolen = ada.copy();
        ada.fills(&page, "/logout", &[]).await.is(200).says("Sign in first");
        stolen.opens(&home(&world)).await.is(401);
        phone.opens(&home(&world)).await.is(200);

        let list = phone.opens("/sessions").await;
        list.is(200).says("Firefox (stories)");
        let id = world.db("SELECT id FROM sessions", &[]).await[0]["id"].as_str().unwrap_or_default().to_owned();
        let other = world.signed_in("ada").await;
        let asked = other.opens(&format!("/sessions?end={id}")).await;
        asked.is(200).says("End the session of Firefox?").says("Can be undone.");
        let mark = asked.mark("/sessions");
        // Somebody else's session cannot be ended.
        let ben = world.signed_in("ben").await;
        ben.opens(&format!("/sessions?end={id}")).await.hides("Can be undone.");
        let own = world.db("SELECT id FROM sessions WHERE user = ?1", &[world.id("ben").to_string().into()]).await;
        let own = format!("/sessions?end={}", own[0]["id"].as_str().unwrap_or_default());
        let bens = ben.opens(&own).await.mark("/sessions");
        ben.sends("/sessions", &[("mark", &bens), ("id", &id)]).await;
        phone.opens(&home(&world)).await.is(200);
        other.sends("/sessions", &[("mark", &mark), ("id", &id)]).await.is(200);
        phone.opens(&home(&world)).await.is(401);

        world.later(Duration::from_secs(7 * 86_400 + 1));
        other.opens(&home(&world)).await.is(401);
        world.ticks_until_idle().await;
        assert!(world.db("SELECT id FROM sessions", &[]).await.is_empty(), "old sessions are forgotten");
    });
}

#[test]
fn a_link_is_good_for_its_guild_alone() {
    story(async |world| {
        let (ada, owner) = (world.signed_in("ada").await, world.id("ada"));
        let other = world.sim.state(|s| {
            let other = s.add_guild("Harbour", owner);
            s.add_bot_to(other, permission::VIEW_CHANNEL);
            other
        });
        ada.opens(&format!("/g/{other}/")).await.is(404).hides("Harbour");
        ada.opens("/g/1/").await.is(404);
        ada.opens("/g/x/").await.is(404);
        let list = ada.opens("/guilds").await;
        list.is(200).says("Lantern").hides("Harbour");
    });
}

#[test]
fn who_leaves_sees_nothing_any_more() {
    story(async |world| {
        let ada = world.signed_in("ada").await;
        ada.opens(&home(&world)).await.is(200);
        let (guild, user) = (world.guild, world.id("ada"));
        world.sim.state(|s| s.leave(guild, user, "left"));
        // What Discord said is believed for five minutes of looking.
        ada.opens(&home(&world)).await.is(200);
        world.later(Duration::from_secs(301));
        ada.opens(&home(&world)).await.is(404).hides("Lantern");
        ada.opens("/guilds").await.is(200).hides("Lantern");
    });
}

#[test]
fn too_many_wrong_links_shut_an_address_out() {
    story(async |world| {
        let mut thief = world.browser();
        thief.address = "203.0.113.66".to_owned();
        let wrong = format!("/login/{}", "0".repeat(64));
        for _ in 0..10 {
            thief.opens(&wrong).await.is(404);
        }
        thief.opens(&wrong).await.is(429).says("Too many attempts");
        // Others are not shut out, and a good link does not help from there.
        let link = world.login_link("ada").await;
        thief.opens(&link).await.is(429);
        world.browser().opens(&link).await.is(200);
        world.later(Duration::from_secs(601));
        for _ in 0..10 {
            thief.opens(&wrong).await.is(404);
        }
        thief.opens(&wrong).await.is(429);
        // Twice as long the second time.
        world.later(Duration::from_secs(601));
        thief.opens(&wrong).await.is(429);
        world.later(Duration::from_secs(601));
        thief.opens(&wrong).await.is(404);
    });
}

#[test]
fn an_address_is_its_household_and_is_not_found_again() {
    story(async |world| {
        let mut thief = world.browser();
        let wrong = format!("/login/{}", "0".repeat(64));
        for number in 0..10 {
            thief.address = format!("2001:db8:0:7:{number}::1");
            thief.opens(&wrong).await.is(404);
        }
        thief.address = "2001:0db8:0000:0007:ffff::2".to_owned();
        thief.opens(&wrong).await.is(429);
        thief.address = "2001:db8:0:8::1".to_owned();
        thief.opens(&wrong).await.is(404);
        // Whoever has the database cannot try all addresses: the digest needs the deployment's key.
        let kept = world.db("SELECT address FROM sign_in_failures", &[]).await;
        let plain: String = {
            use sha2::{Digest, Sha256};
            Sha256::digest("address 20010db800000007 of 127.0.0.1").iter().map(|byte| format!("{byte:02x}")).collect()
        };
        assert!(kept.iter().all(|row| row["address"].as_str().is_some_and(|text| text.len() == 43 && text != plain)));
    });
}

#[test]
fn what_another_site_loads_counts_for_nobody() {
    story(async |world| {
        let wrong = format!("/login/{}", "0".repeat(64));
        let now = world.sim.clock().now().to_string();
        let from = async |dest: &str| {
            let headers = [
                ("guildhall-now", now.as_str()),
                ("cf-connecting-ip", "203.0.113.77"),
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-dest", dest),
            ];
            world.fetch(reqwest::Method::GET, &wrong, &headers, Vec::new()).await.status
        };
        for _ in 0..12 {
            assert_eq!(from("image").await, 403);
        }
        assert_eq!(world.db("SELECT 1 FROM sign_in_failures", &[]).await.len(), 0);
        // A link that a person follows is theirs.
        assert_eq!(from("document").await, 404);
    });
}

#[test]
fn forms_of_elsewhere_and_old_forms_do_nothing() {
    story(async |world| {
        let (ada, ben) = (world.signed_in("ada").await, world.signed_in("ben").await);
        let page = ada.opens(&home(&world)).await;
        let mark = page.mark("/logout");
        for (fields, headers) in [
            (vec![], vec![]),
            (vec![("mark", "1.2")], vec![]),
            (vec![("mark", mark.as_str())], vec![("origin", "https://elsewhere.example")]),
        ] {
            ada.sends_with("/logout", &fields, &headers).await.is(403);
        }
        // Another session's form is none of this one's.
        ben.sends("/logout", &[("mark", mark.as_str())]).await.is(403);
        ada.opens(&home(&world)).await.is(200);
        world.later(Duration::from_secs(86_400));
        ada.sends("/logout", &[("mark", mark.as_str())]).await.is(403).says("too old");
        ada.opens(&home(&world)).await.is(200);
    });
}

#[test]
fn every_answer_keeps_to_itself() {
    story(async |world| {
        let ada = world.signed_in("ada").await;
        for path in ["/", "/privacy", "/guilds", "/sessions", "/login/x", "/nowhere", &home(&world), "/g/1/"] {
            let shown = ada.opens(path).await;
            let policy = shown.answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
                "{path}: {policy}"
            );
            assert_eq!(shown.answer.header("cache-control"), "no-store", "{path}");
            assert_eq!(shown.answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(!shown.html.contains("<script") && !shown.html.contains("style=\""), "{path}: {}", shown.html);
        }
        let put = world.fetch(Method::PUT, "/guilds", &[], Vec::new()).await;
        assert_eq!(put.status, 405);
    });
}
