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
        page.says("Commands used on 1 day, lastly /bytes daily");
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

#[test]
fn commands_are_told_by_the_days_on_which_they_were_used() {
    story(async |world| {
        let ada = world.actor("ada");
        ada.runs("/bytes daily").await;
        ada.runs("/squads list").await;
        world.days_later(1);
        world.later(std::time::Duration::from_secs(60));
        let end = ada.runs("/squads list").await;
        ada.runs("/bytes heap").await;
        let browser = world.signed_in("max").await;
        let place = at(&world, &format!("/members/{}", world.id("ada")));
        browser.opens(&place).await.is(200).says("Commands used on 2 days, lastly /squads list");
        drop(end);
        world.read_all();
    });
}

#[test]
fn a_moderator_acts_from_the_page_of_a_member() {
    story(async |world| {
        let max = Actor { channel: world.mods, ..world.actor("max") };
        world.actor("ada").runs("/bytes daily").await;
        let browser = world.signed_in("max").await;
        let place = at(&world, &format!("/members/{}", world.id("ada")));
        let act = format!("{place}/act");
        let does = async |fields: &'static [(&'static str, &'static str)]| {
            let page = browser.opens(&place).await;
            browser.fills(&page, &act, fields).await
        };
        // Refused as the command is, with what was typed.
        let refused = does(&[("act", "warn"), ("reason", ""), ("duration", "3 moons")]).await;
        refused.is(422).says("reason");
        assert!(refused.html.contains("3 moons"), "what was typed stays");
        does(&[("act", "warn"), ("reason", "<b>loud</b>")])
            .await
            .is(200)
            .says("Ada was warned. Case 1.")
            .hides("<b>loud");
        does(&[("act", "note"), ("reason", "was kind")]).await.is(200).says("Noted for Ada. Case 2.");
        does(&[("act", "timeout"), ("duration", "soon")]).await.is(422).says("soon");
        does(&[("act", "timeout"), ("duration", "2h"), ("reason", "spam")])
            .await
            .is(200)
            .says("Ada has a timeout until");
        assert!(world.standing("ada").contains("until"));
        // Max may not kick; a ban is asked for once more.
        does(&[("act", "kick"), ("sure", "yes")]).await.is(422);
        let page = browser.opens(&place).await;
        page.is(200).hides(">Kick<");
        let asked = browser.fills(&page, &act, &[("act", "ban"), ("reason", "sells coins")]).await;
        asked.is(200).says("Ban Ada?").says("Can be undone.");
        assert_ne!(world.standing("ada"), "banned");
        let sure = [("act", "ban"), ("reason", "sells coins"), ("sure", "yes")];
        browser.fills(&asked, &act, &sure).await.is(200).says("Ada is banned. Case 4.");
        assert_eq!(world.standing("ada"), "banned");
        let kept = world.db("SELECT DISTINCT origin FROM audit_log WHERE action LIKE 'moderation.%'", &[]).await;
        assert!(kept.len() == 1 && kept[0]["origin"] == "dashboard", "{kept:?}");
        // Of whom nothing is known, an id is enough.
        let stranger = world.id("stranger");
        let place = at(&world, &format!("/members/{stranger}"));
        let found = browser.opens(&at(&world, &format!("/members?q={stranger}"))).await;
        assert!(found.html.contains(&format!("{place}\"")), "the page of the id is offered");
        let page = browser.opens(&place).await;
        browser
            .fills(page.is(200), &format!("{place}/act"), &[("act", "ban"), ("sure", "yes")])
            .await
            .is(200)
            .says("is banned");
        assert_eq!(world.standing("stranger"), "banned");
        // Bytes are an administrator's.
        page.hides("bytes-admin");
        browser.sends(&format!("{place}/bytes"), &[]).await.is(403);
        let olive = world.signed_in("olive").await;
        let place = at(&world, &format!("/members/{}", world.id("ben")));
        let page = olive.opens(&place).await;
        let bytes = format!("{place}/bytes");
        let give = [("which", "bytes-admin grant"), ("amount", "7"), ("why", "lamps")];
        olive.fills(&page, &bytes, &give).await.is(200).says(" got ");
        let page = olive.opens(&place).await;
        olive.fills(&page, &bytes, &[("which", "bytes-admin revoke"), ("amount", "x")]).await.is(422);
        let take = [("which", "bytes-admin revoke"), ("amount", "5")];
        olive.fills(&page, &bytes, &take).await.is(200).says("I took");
        drop(max);
        world.read_all();
    });
}

#[test]
fn the_own_ledger_is_shown_whole_with_what_it_earns() {
    story(async |world| {
        let (ada, olive) = (world.actor("ada"), world.actor("olive"));
        olive.runs("/bytes-admin config cooldown:0").await;
        world.role("Owls");
        world.role("Ravens");
        olive.runs("/bytes-admin reward add role:Owls threshold:5").await;
        olive.runs("/bytes-admin reward add role:Ravens threshold:500").await;
        world.actor("ben").runs("/bytes daily").await;
        world.actor("ben").runs("/bytes send user:@ada amount:10").await;
        for number in 1..=55 {
            olive.runs(&format!("/bytes-admin grant user:@ada amount:1 reason:lamp {number}")).await;
        }
        let browser = world.signed_in("ada").await;
        let page = browser.opens(&at(&world, "/me")).await;
        page.is(200).says("lamp 55").says("lamp 6 ").hides("lamp 5<");
        page.says("Earned @Owls").says("Next @Ravens, 490 more bytes");
        let end = world.page_end("GET /g/*/me").await;
        assert!(end.trips <= 2, "{end:?}");
        let older = browser.opens(&next(&page.html)).await;
        older.is(200).says("lamp 5 ").says("lamp 1 ").says("Ben").hides("lamp 6<");
        drop(ada);
        world.read_all();
    });
}
