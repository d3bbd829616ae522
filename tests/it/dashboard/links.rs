//! `/go/<slug>`: made by operators, followed by anybody, counted without knowing whom.

use reqwest::Method;

use super::{counting::operates, pages::at};
use crate::world::{Answer, Browser, Shown, World, story};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

async fn follows(world: &World, method: Method, slug: &str, headers: &[(&str, &str)]) -> Answer {
    let now = world.sim.clock().now().to_string();
    let mut all = vec![("guildhall-now", now.as_str())];
    all.extend(headers);
    world.fetch(method, &format!("/go/{slug}"), &all, Vec::new()).await
}

async fn makes(world: &World, browser: &Browser, fields: &[(&str, &str)]) -> Shown {
    let page = browser.opens(&at(world, "/links")).await;
    browser.fills(&page, &at(world, "/links/make"), fields).await
}

#[test]
fn a_link_leads_where_it_says_and_nowhere_else() {
    story(async |world| {
        operates(&world, "olive");
        let olive = world.signed_in("olive").await;
        olive.opens(&at(&world, "/links")).await.is(200).says("No links yet");
        let made = makes(
            &world,
            &olive,
            &[("slug", "rules"), ("target", "https://example.com/a?b=<c>"), ("about", "The rules")],
        )
        .await;
        made.is(200).says("/go/rules leads there now.").says("Leads to https://example.com/a?b=%3Cc%3E");
        let answer = follows(&world, Method::GET, "rules", &[]).await;
        assert_eq!((answer.status, answer.header("location")), (302, "https://example.com/a?b=%3Cc%3E"));
        assert_eq!(answer.header("cache-control"), "no-store");
        for (slug, status) in [
            ("nothing", 404),
            ("", 404),
            ("rules/x", 404),
            ("https://evil.example", 404),
            ("//evil.example", 404),
            ("rules?to=https://evil.example", 302),
        ] {
            let answer = follows(&world, Method::GET, slug, &[]).await;
            assert_eq!(answer.status, status, "{slug}: {}", answer.body);
            assert!(!answer.header("location").contains("evil"), "{slug}");
        }
        assert_eq!(follows(&world, Method::POST, "rules", &[]).await.status, 405);
        // What does not fit is said at its field, and what was typed stays.
        let refused =
            makes(&world, &olive, &[("slug", "Rules!"), ("target", "https://example.com"), ("about", "kept")]).await;
        refused.is(422).says("Small letters, digits and hyphens between them");
        assert!(refused.html.contains("value=\"kept\""), "{}", refused.html);
        for target in ["javascript:alert(1)", "https://127.0.0.1/", "ftp://example.com", "example.com"] {
            makes(&world, &olive, &[("slug", "x"), ("target", target)]).await.is(422);
        }
        makes(&world, &olive, &[("slug", "rules"), ("target", "https://example.com")])
            .await
            .is(422)
            .says("of this name already");
        // Nobody else makes or sees them.
        let max = world.signed_in("max").await;
        max.opens(&at(&world, "/links")).await.is(403).hides("rules");
        max.opens(&at(&world, "/links/rules")).await.is(403).hides("example.com");
    });
}

#[test]
fn clicks_are_counted_by_where_they_came_from() {
    story(async |world| {
        operates(&world, "olive");
        let olive = world.signed_in("olive").await;
        makes(&world, &olive, &[("slug", "rules"), ("target", "https://example.com/")]).await.is(200);
        let from = ("referer", "https://www.news.example/story?reader=7");
        for _ in 0..2 {
            follows(&world, Method::GET, "rules", &[("user-agent", FIREFOX), from, ("cf-ipcountry", "DE")]).await;
        }
        let phone = ("user-agent", "Mozilla/5.0 (iPhone) Mobile Safari");
        follows(&world, Method::GET, "rules", &[phone, ("cf-ipcountry", "<b>")]).await;
        follows(&world, Method::GET, "rules", &[("user-agent", "Discordbot/2.0"), ("cf-ipcountry", "US")]).await;
        // A look at the headers is no click.
        assert_eq!(follows(&world, Method::HEAD, "rules", &[("user-agent", FIREFOX)]).await.status, 302);
        world.ended_of("link", 5).await;
        let page = olive.opens(&at(&world, "/links/rules")).await;
        page.is(200)
            .says("news.example 2")
            .says("browser 2")
            .says("phone 1")
            .says("bot 1")
            .says("DE 2")
            .hides("reader")
            .hides("US");
        olive.opens(&at(&world, "/links")).await.is(200).says("/go/rules https://example.com/ never 4");
        let kept = world.db("SELECT * FROM counters WHERE series = 'click'", &[]).await;
        assert!(!format!("{kept:?}").contains("127.0.0.1"));
        let question = olive.opens(&at(&world, "/links/rules?delete=1")).await;
        question.is(200).says("Delete /go/rules?").says("Cannot be undone.");
        olive.fills(&question, &at(&world, "/links/rules/delete"), &[]).await.is(200).says("leads nowhere any more");
        assert_eq!(follows(&world, Method::GET, "rules", &[]).await.status, 404);
        assert!(world.db("SELECT * FROM counters WHERE series = 'click'", &[]).await.is_empty());
        olive.opens(&at(&world, "/links/rules")).await.is(404).says("no link of this name");
    });
}

#[test]
fn a_link_expires_and_is_changed() {
    story(async |world| {
        operates(&world, "olive");
        let olive = world.signed_in("olive").await;
        let text = |world: &World, days: u64| {
            let at = guildhall::base::time::Time::from_millis((world.sim.clock().now() + days * 86_400_000) as i64);
            at.iso8601().chars().take(16).collect::<String>()
        };
        let made = makes(
            &world,
            &olive,
            &[("slug", "spring"), ("target", "https://example.com/"), ("expires", &text(&world, 2))],
        )
        .await;
        made.is(200).says("in 1 day");
        world.days_later(3);
        let answer = follows(&world, Method::GET, "spring", &[]).await;
        assert_eq!(answer.status, 410);
        assert!(answer.body.contains("This link has expired"), "{}", answer.body);
        let page = olive.opens(&at(&world, "/links/spring")).await;
        page.is(200).says("expired");
        let action = at(&world, "/links/spring/change");
        let fields = [("target", "https://example.org/new"), ("about", "Again"), ("expires", "")];
        olive.fills(&page, &action, &fields).await.is(200).says("Saved.").says("https://example.org/new");
        let answer = follows(&world, Method::GET, "spring", &[]).await;
        assert_eq!((answer.status, answer.header("location")), (302, "https://example.org/new"));
        let page = olive.opens(&at(&world, "/links/spring")).await;
        olive
            .fills(&page, &action, &[("target", "https://example.org/"), ("expires", "2020-01-01T00:00")])
            .await
            .is(422)
            .says("This moment is over.");
        let acts = world.db("SELECT action FROM audit_log WHERE action GLOB 'links.*' ORDER BY at", &[]).await;
        assert_eq!(acts.len(), 2, "{acts:?}");
    });
}
