//! The list of members, a member, oneself.

use crate::world::{Actor, World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

/// The link to the next page.
fn next(html: &str) -> String {
    let before = html.split("rel=\"next\"").next().unwrap_or_default();
    let href = before.rsplit("href=\"").next().and_then(|rest| rest.split('"').next()).unwrap_or_default();
    href.replace("&amp;", "&")
}

/// So many people, each active and joined a minute after the one before.
async fn crowd(world: &World, many: u64) {
    let made = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < CAST(?2 AS INTEGER)) \
                INSERT INTO people (guild, user, name, folded, username, joined_at, seen_at) \
                SELECT ?1, CAST(10000000000000000 + n AS TEXT), 'Crowd ' || n, 'crowd ' || printf('%06d', n), 'crowd' || n, \
                n * 60000, (20000 - n) * 60000 FROM numbers";
    world.db(made, &[world.guild.to_string().into(), many.into()]).await;
}

#[test]
fn ten_thousand_members_are_listed_by_key() {
    story(async |world| {
        crowd(&world, 10_000).await;
        let browser = world.signed_in("max").await;
        let first = browser.opens(&at(&world, "/members")).await;
        first.is(200).says("Crowd 1 ").says("Crowd 50 ").hides("Crowd 51<");
        assert_eq!(first.html.matches("<tr").count(), 51, "a head and 50 rows");
        let second = browser.opens(&next(&first.html)).await;
        second.is(200).says("Crowd 51 ").says("Crowd 100 ").says("Newest");
        let end = world.page_end("GET /g/*/members").await;
        assert!(end.trips <= 2 && end.rows_read < 120, "{end:?}");
        for (sort, newest) in [("seen", "Crowd 1 "), ("joined", "Crowd 10000 ")] {
            let page = browser.opens(&at(&world, &format!("/members?sort={sort}"))).await;
            page.is(200).says(newest);
            browser.opens(&next(&page.html)).await.is(200).hides(&format!("{newest}<"));
        }
        let found = browser.opens(&at(&world, "/members?q=CROWD%200099")).await;
        found.is(200).says("Crowd 9900 ").hides("Crowd 98");
        browser.opens(&at(&world, "/members?q=10000000000000007")).await.is(200).says("Crowd 7 ").hides("Crowd 8");
        browser.opens(&at(&world, "/members?q=nobody")).await.is(200).says("Nobody of that name");
        browser.opens(&at(&world, "/members?state=left")).await.is(200).hides("Crowd");
        browser.opens(&at(&world, "/members?sort=x&after=x&key=%00")).await.is(200).says("Crowd 1 ");
    });
}

#[test]
fn a_member_is_shown_with_everything_known() {
    story(async |world| {
        let max = Actor { channel: world.mods, ..world.actor("max") };
        world.sim.state(|s| {
            if let Some(member) = s.member_mut(world.guild, world.id("ada")) {
                member.nick = Some("<script>alert(1)</script>".to_owned());
            }
        });
        world.actor("ada").runs("/bytes daily").await;
        world.actor("ada").runs("/bytes send user:@ben amount:7 reason:<i>lamps</i>").await;
        max.runs("/note user:@ada text:was kind").await;
        let browser = world.signed_in("max").await;
        let (ada, ben) = (world.id("ada"), world.id("ben"));
        let list = browser.opens(&at(&world, "/members")).await;
        list.is(200).hides("<script>alert");
        let page = browser.opens(&at(&world, &format!("/members/{ada}"))).await;
        page.is(200).hides("<script>alert").hides("<i>lamps").says("103 ").says("was kind").says("Never looked at");
        assert!(page.html.contains(&at(&world, &format!("/members/{ben}"))), "who got them is a link");
        assert!(page.html.contains(&at(&world, &format!("/moderation?person={ada}"))));
        let end = world.page_end("GET /g/*/members/*").await;
        assert!(end.trips <= 2, "{end:?}");
        browser.opens(&at(&world, "/members/17")).await.is(404).says("Nothing is known of this person");
        browser.opens(&at(&world, "/members/ada")).await.is(404).says("This is no id of a person");
        let own = world.signed_in("ada").await;
        own.opens(&at(&world, "/me")).await.is(200).says("103 ").hides("was kind");
        own.opens(&at(&world, "/members")).await.is(403);
        own.opens(&at(&world, &format!("/members/{ada}"))).await.is(403).hides("was kind");
        world.read_all();
    });
}
