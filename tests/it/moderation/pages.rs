//! Cases in the dashboard: found by name, taken back, changed by two at once.

use crate::world::{Actor, Browser, Shown, World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

fn max(world: &World) -> Actor {
    Actor { channel: world.mods, ..world.actor("max") }
}

async fn found(world: &World, browser: &Browser, fields: &[(&str, &str)]) -> Shown {
    let page = browser.opens(&at(world, "/moderation")).await;
    browser.fills(&page, &at(world, "/moderation/find"), fields).await
}

#[test]
fn cases_are_found_by_names_kinds_and_standing() {
    story(async |world| {
        let (max, olive) = (max(&world), Actor { channel: world.mods, ..world.actor("olive") });
        world.actor("ada").runs("/bytes daily").await;
        world.actor("ben").runs("/bytes daily").await;
        max.runs("/warn user:@ada reason:loud").await;
        max.runs("/note user:@ada text:was kind").await;
        olive.runs("/warn user:@ben reason:spam").await;
        olive.runs("/timeout user:@ben duration:2h reason:spammed again").await;
        olive.runs("/case undo case:4").await;
        let browser = world.signed_in("max").await;
        found(&world, &browser, &[("kind", "warn")]).await.is(200).says("loud").says("spam").hides("was kind");
        found(&world, &browser, &[("person", "ad")]).await.is(200).says("loud").says("was kind").hides("spam");
        let both = found(&world, &browser, &[("person", "ADA"), ("kind", "warn"), ("by", "max")]).await;
        both.is(200).says("loud").hides("was kind").hides("spam");
        found(&world, &browser, &[("by", "Olive")]).await.is(200).says("spam").says("Olive").hides("loud");
        let undone = found(&world, &browser, &[("standing", "undone")]).await;
        undone.is(200).says("spammed again").hides("loud").hides("was kind");
        found(&world, &browser, &[("person", "nobody")]).await.is(422).says("Nobody of the name nobody is known");
        // Two begin so: they are offered, and one is chosen.
        let more = "INSERT INTO people (guild, user, name, folded, username) VALUES (?1, '77777777777777777', 'Adam', 'adam', 'adam')";
        world.db(more, &[world.guild.to_string().into()]).await;
        let offered = found(&world, &browser, &[("person", "ad"), ("kind", "warn")]).await;
        offered.is(200).says("Whom do you mean?").says("Adam");
        let ada = world.id("ada");
        let to = at(&world, &format!("/moderation?person={ada}&kind=warn"));
        assert!(offered.html.contains(&to.replace('&', "&amp;")), "{}", offered.html);
        browser.opens(&to).await.is(200).says("loud").hides("was kind");
        // Whose name is that and no more is meant.
        found(&world, &browser, &[("person", "ada")]).await.is(200).says("loud");
        // What was chosen stays so.
        let page = browser.opens(&to).await;
        let fields = [("person_id", &*ada.to_string()), ("person_was", "Ada"), ("person", "Ada"), ("kind", "note")]
            .map(|(a, b)| (a, b.to_owned()));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (*a, b.as_str())).collect();
        browser.fills(&page, &at(&world, "/moderation/find"), &fields).await.is(200).says("was kind").hides("loud");
        let end = world.page_end("GET /g/*/moderation").await;
        assert!(end.trips <= 2, "{end:?}");
        world.read_all();
    });
}

#[test]
fn a_case_is_taken_back_from_its_page_after_it_was_asked() {
    story(async |world| {
        let max = max(&world);
        max.runs("/ban user:@ben reason:sells coins").await;
        let (address, outside) = (crate::appeals::address(&world, "ben"), world.browser());
        let page = outside.opens(&address).await;
        outside.fills(&page, &address, &[("text", "It was my brother.")]).await.is(200);
        let browser = world.signed_in("max").await;
        let place = at(&world, "/moderation/1");
        let page = browser.opens(&place).await;
        page.is(200).says("They were told by direct message.").says("What they say against it").says("Max");
        let end = world.page_end("GET /g/*/moderation/*").await;
        assert!(end.trips <= 2, "{end:?}");
        assert!(!page.html.contains(&format!("{place}/undo\"")), "it is asked first");
        let asked = browser.opens(&format!("{place}?undo=1")).await;
        asked.is(200).says("The ban is lifted").says("Can be undone.");
        browser
            .fills(&asked, &format!("{place}/undo"), &[])
            .await
            .is(200)
            .says("may come back")
            .says("taken back")
            .says("by Max");
        assert_eq!(world.standing("ben"), "gone");
        let kept = world.db("SELECT origin FROM audit_log WHERE action = 'moderation.unban'", &[]).await;
        assert_eq!(kept[0]["origin"], "dashboard");
        world.read_all();
    });
}

#[test]
fn nobody_overwrites_the_reason_that_somebody_else_wrote() {
    story(async |world| {
        let max = max(&world);
        max.runs("/warn user:@ada reason:spam").await;
        let browser = world.signed_in("max").await;
        let (place, form) = (at(&world, "/moderation/1"), at(&world, "/moderation/1/reason"));
        let page = browser.opens(&place).await;
        world.actor("olive").runs("/case edit case:1 reason:sold coins").await;
        let late = browser.fills(&page, &form, &[("seen", "spam"), ("reason", "loud")]).await;
        late.is(422).says("Somebody has changed the reason meanwhile").says("sold coins").says("loud");
        let kept = world.db("SELECT reason FROM cases", &[]).await;
        assert_eq!(kept[0]["reason"], "sold coins");
        browser.fills(&late, &form, &[("seen", "sold coins"), ("reason", "loud")]).await.is(200).says("Saved.");
        // Lengths are looked at on the server.
        let page = browser.opens(&place).await;
        let long = "x".repeat(401);
        let again = browser.fills(&page, &form, &[("seen", "loud"), ("reason", &long)]).await;
        again.is(422).says("That is too long: 401 characters, and 400 may stand there.").says(&long);
        let note = at(&world, "/moderation/1/note");
        browser.fills(&page, &note, &[("note", &"x".repeat(1_001))]).await.is(422).says("1000 may stand there");
        browser.fills(&page, &note, &[("note", &"x".repeat(1_000))]).await.is(200).says("Saved.");
        // Evidence is shown also where it has no link.
        world.db("UPDATE cases SET evidence_text = 'free coins', failure = 'refused', notice = 'closed'", &[]).await;
        browser
            .opens(&place)
            .await
            .is(200)
            .says("free coins")
            .says("Discord refused it.")
            .says("they take no direct messages");
        world.read_all();
    });
}

#[test]
fn nobody_does_more_from_a_page_than_in_discord() {
    story(async |world| {
        let olive = Actor { channel: world.mods, ..world.actor("olive") };
        olive.runs("/ban user:@cleo reason:spam").await;
        let (guild, max) = (world.guild, world.id("max"));
        world.sim.state(|s| {
            let role = s.member(guild, max).expect("a member").roles[0];
            s.role_mut(guild, role).expect("a role").permissions = simulator::permission::MODERATE_MEMBERS;
        });
        let browser = world.signed_in("max").await;
        let case = browser.opens(&at(&world, "/moderation/1?undo=1")).await;
        let undo = at(&world, "/moderation/1/undo");
        browser.fills(&case, &undo, &[]).await.is(422).says("This is for moderators");
        assert_eq!(world.standing("cleo"), "banned");
        let ben = world.id("ben");
        world.actor("ben").runs("/bytes daily").await;
        let page = browser.opens(&at(&world, &format!("/members/{ben}"))).await;
        page.is(200).hides("<option value=\"ban\"");
        let act = at(&world, &format!("/members/{ben}/act"));
        let ban = [("act", "ban"), ("reason", "spam"), ("sure", "yes")];
        browser.fills(&page, &act, &ban).await.is(422).says("This is for moderators");
        assert_eq!(world.standing("ben"), "member");
        let grant = at(&world, &format!("/members/{ben}/bytes"));
        let bytes = [("mark", page.mark(&act)), ("what", "grant".to_owned()), ("amount", "5".to_owned())];
        let bytes: Vec<(&str, &str)> = bytes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.sends(&grant, &bytes).await.is(403);
        world.read_all();
    });
}
