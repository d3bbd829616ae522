//! The economy in the dashboard.

use std::time::Duration;

use crate::world::{Browser, Shown, World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

/// What the form of the economy holds, with some of it typed otherwise.
fn economy<'a>(page: &Shown, changes: &[(&'a str, &'a str)]) -> Vec<(&'static str, String)> {
    let seen = page.html.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut fields = vec![
        ("seen", seen.unwrap_or_default().to_owned()),
        ("section", "bytes".to_owned()),
        ("starting", "100".to_owned()),
        ("daily", "10".to_owned()),
        ("ladder", "8 CHAR x2, 16 SHORT x4, 32 INT x16, 64 LONG x256".to_owned()),
        ("cap", String::new()),
        ("zone", "UTC".to_owned()),
        ("grace", "0".to_owned()),
        ("transfer_maximum", "1000".to_owned()),
        ("cooldown_hours", "24".to_owned()),
        ("membership_days", "0".to_owned()),
        ("measure", "received".to_owned()),
        ("stacking", "all".to_owned()),
    ];
    for (name, value) in changes {
        let field = fields.iter_mut().find(|(known, _)| known == name);
        field.unwrap_or_else(|| panic!("no field {name}")).1 = (*value).to_owned();
    }
    fields
}

async fn sends(world: &World, browser: &Browser, page: &Shown, form: &str, changes: &[(&str, &str)]) -> Shown {
    let mark = page.mark(&at(world, "/bytes/save"));
    let fields = economy(page, changes);
    let mut all = vec![("mark", mark.as_str())];
    all.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
    browser.sends(&at(world, &format!("/bytes/{form}")), &all).await
}

#[test]
fn the_economy_is_looked_at_before_it_is_saved() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/bytes")).await;
        page.is(200).says("a newcomer in a year 779,110").says("without a streak 3,650").says("Day 64 LONG 2,560 10");
        let shown = sends(&world, &browser, &page, "preview", &[("cap", "320"), ("daily", "20")]).await;
        shown.is(200).says("Nothing is saved yet").says("without a streak 7,300").says("Day 64 LONG 320 20");
        assert!(world.db("SELECT guild FROM guild_settings", &[]).await.is_empty());
        // What was typed is still there, and can be saved as it is.
        assert!(shown.html.contains("name=\"cap\" value=\"320\""), "{}", shown.html);
        let saved = sends(&world, &browser, &shown, "save", &[("cap", "320"), ("daily", "20")]).await;
        saved.is(200).says("Saved.").says("without a streak 7,300").hides("Nothing is saved");
        let kept = world.db("SELECT origin, subject FROM audit_log WHERE action = 'settings.change'", &[]).await;
        assert_eq!((kept.len(), kept[0]["origin"].as_str()), (1, Some("dashboard")));
        let config = world.actor("olive").runs("/bytes-admin config").await.text();
        assert!(config.contains("Daily: **20**") && config.contains("Cap of a day: **320**"), "{config}");
    });
}

#[test]
fn what_does_not_fit_stays_in_the_form_with_what_is_wrong_beside_it() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/bytes")).await;
        let typed = [("daily", "-1"), ("ladder", "8 <b>x2"), ("zone", "Atlantis"), ("grace", "3")];
        for form in ["save", "preview"] {
            let shown = sends(&world, &browser, &page, form, &typed).await;
            shown.is(422).says("A whole number from 0 to 1,000,000, please.").says("I do not know this time zone");
            shown.hides("8 <b>x2");
            assert!(shown.html.contains("name=\"grace\" value=\"3\""), "{}", shown.html);
            assert!(shown.html.contains("value=\"8 &lt;b&gt;x2\""), "{}", shown.html);
        }
        let page = browser.opens(&at(&world, "/bytes")).await;
        let shown = sends(&world, &browser, &page, "save", &[("ladder", "8 CHAR 2")]).await;
        shown.is(422).says("I cannot read the step");
        assert!(world.db("SELECT guild FROM guild_settings", &[]).await.is_empty());
    });
}

#[test]
fn of_two_administrators_the_second_is_told_of_the_first() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/bytes")).await;
        world.actor("olive").runs("/bytes-admin config daily:7").await;
        let shown = sends(&world, &browser, &page, "save", &[("grace", "2")]).await;
        shown.is(422).says("Somebody else has changed these settings meanwhile");
        let config = world.actor("olive").runs("/bytes-admin config").await.text();
        assert!(config.contains("Daily: **7**"), "{config}");
    });
}

#[test]
fn a_moved_day_counts_from_its_next_start() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        let page = browser.opens(&at(&world, "/bytes")).await;
        sends(&world, &browser, &page, "save", &[("zone", "europe/berlin")]).await.is(200).says("Saved.");
        let page = browser.opens(&at(&world, "/bytes")).await;
        assert!(page.html.contains("value=\"Europe/Berlin\""), "{}", page.html);
        // Saved as it stands, nothing changes.
        sends(&world, &browser, &page, "save", &[("zone", "Europe/Berlin")]).await.is(200);
        assert_eq!(world.db("SELECT version FROM settings_versions", &[]).await.len(), 1);
    });
}

#[test]
fn rewards_are_added_changed_and_removed() {
    story(async |world| {
        let (low, high) = (world.role("Lamplighters"), world.role_above("Owners"));
        let browser = world.signed_in("olive").await;
        let place = at(&world, "/bytes/rewards");
        let page = browser.opens(&place).await;
        page.is(200).says("No rewards").says("@Lamplighters").hides("@everyone");
        let set = at(&world, "/bytes/rewards/set");
        let (low, high) = (low.to_string(), high.to_string());
        for (role, from, told) in [
            ("", "5", "Choose a role."),
            (low.as_str(), "0", "A whole number from 1"),
            (high.as_str(), "5", "above"),
            ("123456789012345678", "5", "does not exist any more"),
        ] {
            let page = browser.opens(&place).await;
            let shown = browser.fills(&page, &set, &[("role", role), ("threshold", from)]).await;
            shown.is(422).says(told);
            assert!(shown.html.contains(&format!("name=\"threshold\" value=\"{from}\"")), "{}", shown.html);
        }
        let page = browser.opens(&place).await;
        let shown = browser.fills(&page, &set, &[("role", &low), ("threshold", "500")]).await;
        shown.is(200).says("Saved.").says("@Lamplighters 500");
        let page = browser.opens(&format!("{place}?edit={low}")).await;
        assert!(page.says("Change a reward").html.contains("name=\"threshold\" value=\"500\""), "{}", page.html);
        browser.fills(&page, &set, &[("role", &low), ("threshold", "700")]).await.is(200).says("@Lamplighters 700");
        let asked = browser.opens(&format!("{place}?remove={low}")).await;
        asked.is(200).says("Remove the reward @Lamplighters?").says("Can be undone.");
        let remove = at(&world, "/bytes/rewards/remove");
        let again = browser.fills(&asked, &remove, &[("role", &low)]).await;
        again.is(200).says("The reward is removed.").says("No rewards");
        browser.fills(&asked, &remove, &[("role", &low)]).await.is(200).says("sent already");
    });
}

#[test]
fn every_member_sees_the_leaderboard_and_where_they_stand() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        world.actor("olive").runs("/bytes-admin grant user:@ben amount:500").await;
        let ada = world.signed_in("ada").await;
        let place = at(&world, "/bytes/leaderboard");
        let page = ada.opens(&place).await;
        page.is(200)
            .says("Ben")
            .says("your rank 2")
            .says("bytes of yours 110")
            .says("600")
            .says("you")
            .hides("/bytes/ledger");
        world.signed_in("ben").await.opens(&place).await.is(200).says("your rank 1");
        let after = format!("{place}?after=1-600-{}", world.id("ben"));
        ada.opens(&after).await.is(200).says("110").says("Newest").hides("600<");
        ada.opens(&format!("{place}?after=x-y")).await.is(200).says("600");
        world.signed_in("olive").await.opens(&place).await.is(200).says("Ledger").hides("your rank");
    });
}

#[test]
fn the_ledger_is_read_by_member_kind_and_direction() {
    story(async |world| {
        let olive = world.actor("olive");
        world.actor("ada").runs("/bytes daily").await;
        world.actor("ada").runs("/bytes send user:@ben amount:7 reason:<b>tea</b>").await;
        olive.runs("/bytes-admin grant user:@ada amount:40 reason:lamps").await;
        olive.runs("/bytes-admin revoke user:@ada amount:3").await;
        let browser = world.signed_in("olive").await;
        let place = at(&world, "/bytes/ledger");
        let all = browser.opens(&place).await;
        all.is(200).says("+40").says("−3").says("−7").says("+7").hides("<b>tea").says("Daily bytes are left out");
        assert_eq!(all.html.matches("<tr").count(), 5);
        for (query, rows) in [
            ("kind=transfer", 2),
            ("kind=grant", 1),
            ("direction=in", 2),
            ("direction=out", 2),
            ("kind=transfer&direction=out", 1),
            ("kind=grant&direction=out", 0),
            ("kind=nonsense", 4),
            ("kind=daily", 0),
        ] {
            let shown = browser.opens(&format!("{place}?{query}")).await;
            let counted = shown.is(200).html.matches("<tr").count().saturating_sub(1);
            assert_eq!(counted, rows, "{query}: {}", shown.text());
        }
        browser.opens(&format!("{place}?kind=daily")).await.says("listed member by member");
        browser.opens(&format!("{place}?member=ada")).await.is(200).says("This is no id of a person");
        let ada = world.id("ada");
        let own = browser.opens(&format!("{place}?member={ada}")).await;
        own.is(200).says("daily").says("account opened").says("+40").says("−7");
        assert_eq!(own.html.matches("<tr").count(), 6);
        browser.opens(&format!("{place}?member={ada}&kind=daily")).await.says("+10").hides("+40");
    });
}

#[test]
fn the_ledger_turns_its_pages_without_gap_or_overlap() {
    story(async |world| {
        let olive = world.actor("olive");
        for amount in 1..=60 {
            world.later(Duration::from_secs(1));
            olive.runs(&format!("/bytes-admin grant user:@ada amount:{amount}")).await;
        }
        let browser = world.signed_in("olive").await;
        for query in ["", "kind=grant", &format!("member={}&kind=grant", world.id("ada"))] {
            let first = browser.opens(&at(&world, &format!("/bytes/ledger?{query}"))).await;
            first.is(200).says("+60").says("+11 ").hides("+10<");
            let next = first.html.split("rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next());
            let next = next.and_then(|rest| rest.split('"').next()).unwrap_or_default().replace("&amp;", "&");
            let second = browser.opens(&next).await;
            second.is(200).says("+10 ").says("+1 ").hides("+11<");
            assert_eq!(second.html.matches("<tr").count(), 11, "{query}");
        }
    });
}

async fn balance(world: &World, name: &'static str) -> Option<i64> {
    let rows = world.db("SELECT balance FROM accounts WHERE user = ?1", &[world.id(name).to_string().into()]).await;
    rows.first().and_then(|row| row["balance"].as_i64())
}

#[test]
fn balances_are_imported_after_a_look_at_what_they_come_to() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        let browser = world.signed_in("olive").await;
        let (place, preview) = (at(&world, "/bytes/import"), at(&world, "/bytes/import/preview"));
        let page = browser.opens(&place).await;
        page.is(200).says("No imports yet");
        for (list, told) in [("", "no line with a user id"), ("x<i>,5\n1,2\n3,4,\n5", "needs two columns")] {
            let page = browser.opens(&place).await;
            browser.fills(&page, &preview, &[("list", list)]).await.is(422).says(told).hides("<i>");
        }
        let list = format!("id;bytes\n{};250\n{};7", world.id("ada"), world.id("ben"));
        // Of the previews of one form the last one counts.
        browser.fills(&page, &preview, &[("list", "200000000000000009;1")]).await.is(200).says("Members in the list 1");
        let shown = browser.fills(&page, &preview, &[("list", &list)]).await;
        shown.is(200).says("Members in the list 2").says("Bytes in all 257").says("1, holding 110 bytes now");
        assert_eq!(balance(&world, "ada").await, Some(110), "nothing happened yet");
        let start = at(&world, "/bytes/import/start");
        let id = shown.html.split("name=\"import\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let fields = [("import", id.unwrap_or_default())];
        browser.fills(&shown, &start, &fields).await.is(200).says("The import has started").says("under way");
        world.ticks_until_idle().await;
        assert_eq!((balance(&world, "ada").await, balance(&world, "ben").await), (Some(250), Some(7)));
        let page = browser.opens(&place).await;
        page.is(200).says("done 2");
        let mark = page.mark(&preview);
        browser.sends(&start, &[("mark", &mark), ("import", fields[0].1)]).await.is(422);
        browser.sends(&start, &[("mark", &mark), ("import", "1")]).await.is(422);
        let kept = world.db("SELECT origin FROM audit_log WHERE action = 'bytes.import'", &[]).await;
        assert_eq!((kept.len(), kept[0]["origin"].as_str()), (1, Some("dashboard")));
    });
}

#[test]
fn balances_are_exported_as_a_file_that_an_import_reads() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        let (place, export) = (at(&world, "/bytes/import"), at(&world, "/bytes/import/export"));
        let page = browser.opens(&place).await;
        browser.fills(&page, &export, &[]).await.is(422).says("There is no account yet.");
        world.actor("ada").runs("/bytes daily").await;
        let page = browser.opens(&place).await;
        let file = browser.fills(&page, &export, &[]).await;
        file.is(200);
        assert_eq!(file.html, format!("user,balance\n{},110\n", world.id("ada")));
        assert!(file.answer.header("content-type").starts_with("text/csv"));
        let kept = file.answer.header("content-disposition");
        assert!(kept.starts_with("attachment; filename=\"bytes-") && kept.ends_with(".csv\""), "{kept}");
        let preview = at(&world, "/bytes/import/preview");
        let page = browser.opens(&place).await;
        browser.fills(&page, &preview, &[("list", &file.html)]).await.is(200).says("Members in the list 1");
    });
}

#[test]
fn an_audit_is_asked_for_and_told() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        let browser = world.signed_in("olive").await;
        let (place, run) = (at(&world, "/bytes/audit"), at(&world, "/bytes/audit/run"));
        let page = browser.opens(&place).await;
        page.is(200).says("accounts 1").says("bytes held 110").says("Nobody has asked");
        let shown = browser.fills(&page, &run, &[]).await;
        shown.is(200).says("The audit has begun.").says("under way");
        browser.fills(&shown, &run, &[]).await.is(200).says("under way already");
        world.ticks_until_idle().await;
        browser.opens(&place).await.is(200).says("every balance is right").says("Accounts looked at 1");
        let kept = world.db("SELECT origin FROM audit_log WHERE action = 'bytes.audit'", &[]).await;
        assert_eq!((kept.len(), kept[0]["origin"].as_str()), (1, Some("dashboard")));
        world.read_all();
    });
}
