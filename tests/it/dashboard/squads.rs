//! Squads in the dashboard.

use std::time::Duration;

use crate::world::{Shown, World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

fn seen(page: &Shown) -> String {
    let seen = page.html.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    seen.unwrap_or_default().to_owned()
}

#[test]
fn a_squad_is_made_changed_and_archived() {
    story(async |world| {
        let (owls, high) = (world.role("Owls"), world.role_above("Owners"));
        let browser = world.signed_in("olive").await;
        let (list, new) = (at(&world, "/squads"), at(&world, "/squads/new"));
        browser.opens(&list).await.is(200).says("No squads yet").says("New squad");
        let create = at(&world, "/squads/new/create");
        let (role, high) = (owls.to_string(), high.to_string());
        for (fields, told) in [
            ([("name", " "), ("emoji", ""), ("role", ""), ("max", "")], "name"),
            ([("name", "Owls"), ("emoji", "owl"), ("role", ""), ("max", "")], "emoji"),
            ([("name", "Owls"), ("emoji", ""), ("role", high.as_str()), ("max", "")], "above"),
            ([("name", "Owls"), ("emoji", ""), ("role", ""), ("max", "0")], "A whole number from 1"),
        ] {
            let page = browser.opens(&new).await;
            let shown = browser.fills(&page, &create, &fields).await;
            shown.is(422).says(told);
        }
        let fields = [
            ("name", "Owls"),
            ("emoji", "🦉"),
            ("role", role.as_str()),
            ("max", "2"),
            ("description", "Awake at <b>night</b>"),
            ("welcome", ""),
        ];
        let page = browser.opens(&new).await;
        browser.fills(&page, &create, &fields).await.is(200).says("Owls is there").says("0 of 2").hides("<b>night");
        let page = browser.opens(&new).await;
        let shown = browser.fills(&page, &create, &fields).await;
        shown.is(422).says("Owls");
        assert!(shown.html.contains("Awake at &lt;b&gt;night"), "what was typed stays: {}", shown.html);

        world.actor("ada").runs("/squads join squad:Owls").await;
        world.actor("ben").runs("/squads join squad:Owls").await;
        let one = at(&world, "/squads/1");
        let page = browser.opens(&one).await;
        page.is(200).says("full").says("Ada");
        let edit = at(&world, "/squads/1/edit");
        let mut changed = fields;
        changed[3].1 = "1";
        let mark = seen(&page);
        let with_mark = |fields: [(&'static str, &str); 6]| -> Vec<(String, String)> {
            let pairs = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            pairs.chain([("seen".to_owned(), mark.clone())]).collect()
        };
        let sent = with_mark(changed);
        let sent: Vec<_> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.fills(&page, &edit, &sent).await.is(422).says("2");
        (changed[0].1, changed[3].1) = ("Night owls", "");
        let page = browser.opens(&one).await;
        let sent = with_mark(changed);
        let sent: Vec<_> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.fills(&page, &edit, &sent).await.is(200).says("Saved.").says("Night owls").says("open");
        browser.opens(&at(&world, "/squads/2")).await.is(404);
        browser.opens(&at(&world, "/squads/x")).await.is(404);

        let asked = browser.opens(&format!("{one}?archive=yes")).await;
        asked.is(200).says("Archive Night owls?").says("Cannot be undone.");
        let archive = at(&world, "/squads/1/archive");
        browser.fills(&asked, &archive, &[]).await.is(200).says("Night owls is archived").says("being emptied");
        browser.opens(&one).await.is(200).hides("Change it");
        world.ticks_until_idle().await;
        assert!(!world.has_role("ada", owls));
        browser.opens(&list).await.is(200).says("No squads yet");
        browser.opens(&one).await.is(404);
        let acts = world
            .db("SELECT action, origin FROM audit_log WHERE action LIKE 'squads.%' AND origin = 'dashboard' ORDER BY at", &[])
            .await;
        assert_eq!(acts.len(), 3, "{acts:?}");
    });
}

#[test]
fn of_two_who_change_a_squad_the_second_looks_first() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/squads-admin create name:Owls").await;
        let browser = world.signed_in("olive").await;
        let (one, edit) = (at(&world, "/squads/1"), at(&world, "/squads/1/edit"));
        let page = browser.opens(&one).await;
        let seen = seen(&page);
        let fields = [("seen", seen.as_str()), ("name", "Larks"), ("role", ""), ("max", "")];
        let unread = [fields[0], fields[1], ("role", "owls"), fields[3]];
        browser.fills(&page, &edit, &unread).await.is(422).says("This is no id of a role.");
        olive.runs("/squads-admin edit squad:Owls description:\"Awake at night\"").await;
        let shown = browser.fills(&page, &edit, &fields).await;
        shown.is(422).says("Somebody else has changed this squad meanwhile");
        let kept = world.db("SELECT name, description FROM squads", &[]).await;
        assert_eq!((kept[0]["name"].as_str(), kept[0]["description"].as_str()), (Some("Owls"), Some("Awake at night")));
        let page = browser.opens(&one).await;
        let fields = [("seen", self::seen(&page)), ("name", "Larks".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        browser.fills(&page, &edit, &fields).await.is(200).says("Saved.");
    });
}

#[test]
fn members_are_turned_page_by_page() {
    story(async |world| {
        world.actor("olive").runs("/squads-admin create name:Owls").await;
        let guild = world.guild.to_string();
        for number in 0..60 {
            let user = format!("2000000000000000{number:02}");
            world
                .db(
                    "INSERT INTO squad_members (guild, user, squad, joined_at) VALUES (?1, ?2, 1, ?3)",
                    &[guild.clone().into(), user.into(), (1_000 + number).into()],
                )
                .await;
        }
        let browser = world.signed_in("olive").await;
        let first = browser.opens(&at(&world, "/squads/1")).await;
        first.is(200).says("200000000000000049").hides("200000000000000050");
        let next = first.html.split("rel=\"next\"").next().and_then(|before| before.rsplit("href=\"").next());
        let next = next.and_then(|rest| rest.split('"').next()).unwrap_or_default().replace("&amp;", "&");
        browser.opens(&next).await.is(200).says("200000000000000050").says("200000000000000059").hides("000049<");
    });
}

#[test]
fn a_sale_is_planned_and_ended() {
    story(async |world| {
        let browser = world.signed_in("olive").await;
        let (place, start) = (at(&world, "/squads/sales"), at(&world, "/squads/sales/start"));
        let page = browser.opens(&place).await;
        page.is(200).says("No sales");
        let good = [("name", "Lantern night"), ("duration", "2d"), ("starts_in", ""), ("join", "0"), ("switch", "40")];
        for (at, value, told) in [
            (0, "", "A name of at most 40"),
            (1, "soon", "span"),
            (3, "101", "A whole number from 0 to 100"),
            (4, "0", "Something has to cost less"),
        ] {
            let mut fields = good;
            fields[at].1 = value;
            let page = browser.opens(&place).await;
            let shown = browser.fills(&page, &start, &fields).await;
            shown.is(422);
            assert!(shown.text().contains(told), "{told}: {}", shown.text());
        }
        browser.fills(&page, &start, &good).await.is(200).says("Lantern night: planned.").says("running").says("−40 %");
        let page = browser.opens(&place).await;
        browser.fills(&page, &start, &good).await.is(422).says("Another sale runs in that time");
        let id = world.db("SELECT id FROM squad_sales", &[]).await[0]["id"].as_str().unwrap_or_default().to_owned();
        let end = at(&world, "/squads/sales/end");
        world.later(Duration::from_secs(60));
        let page = browser.opens(&format!("{place}?end={id}")).await;
        page.says("End Lantern night?").says("Can be undone.");
        browser.fills(&page, &end, &[("sale", &id)]).await.is(200).says("The sale is over.").says("No sales");
        browser
            .sends(&end, &[("mark", &browser.opens(&place).await.mark(&start)), ("sale", &id)])
            .await
            .says("over already");
    });
}

#[test]
fn what_holds_for_all_squads_is_chosen_by_name() {
    story(async |world| {
        world.actor("olive").runs("/squads-admin create name:Owls").await;
        let browser = world.signed_in("olive").await;
        let (place, save) = (at(&world, "/squads/settings"), at(&world, "/squads/settings/save"));
        let page = browser.opens(&place).await;
        page.is(200).says("Owls").says("#general");
        let (channel, own) = (world.general.to_string(), seen(&page));
        let fields = [
            ("seen", own.as_str()),
            ("join_cost", "5"),
            ("switch_cost", "1,000"),
            ("minimum", "0"),
            ("controls", "60"),
            ("default_squad", "1"),
            ("channel", channel.as_str()),
        ];
        let mut wrong = fields;
        (wrong[4].1, wrong[5].1) = ("9", "7");
        let shown = browser.fills(&page, &save, &wrong).await;
        shown.is(422).says("A whole number from 10 to 840").says("no such thing");
        browser.fills(&shown, &save, &fields).await.is(200).says("Saved.");
        let json = world.db("SELECT json FROM guild_settings", &[]).await[0]["json"].to_string();
        assert!(json.contains("default_squad\\\":1") && json.contains("switch_cost\\\":1000"), "{json}");
        world.actor("ada").runs("/bytes daily").await;
        world.ticks_until_idle().await;
        browser.opens(&at(&world, "/squads/1")).await.is(200).says("Ada");
        world.read_all();
    });
}
