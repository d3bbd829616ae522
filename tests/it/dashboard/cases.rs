//! Cases of another bot, and bans that nobody has made a case of.

use crate::world::{World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

async fn cases(world: &World) -> Vec<(i64, String, String, String)> {
    let rows = world.db("SELECT number, kind, target, resolution FROM cases ORDER BY number", &[]).await;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    rows.iter()
        .map(|row| {
            let number = row["number"].as_i64().unwrap_or_default();
            (number, text(&row["kind"]), world.show(&format!("<@{}>", text(&row["target"]))), text(&row["resolution"]))
        })
        .collect()
}

#[test]
fn cases_of_another_bot_are_written_once_after_a_preview() {
    story(async |world| {
        world.actor("max").runs("/warn user:@cleo reason:ours").await;
        let (ada, ben) = (world.id("ada"), world.id("ben"));
        let csv = format!(
            "user,kind,date,moderator,reason\n{ada},warn,2026-03-31,,<b>loud</b>\n{ben},timeout,2026-04-01,{ada},spam\n\
             {ben},praise,2026-04-02\n{ben},ban,2026-04-03,,\"sells, coins\"\n"
        );
        let olive = world.signed_in("olive").await;
        let place = at(&world, "/moderation/import");
        let page = olive.opens(&place).await;
        page.is(200).says("Every ban has its case.");
        let preview = format!("{place}/preview");
        olive.fills(&page, &preview, &[("csv", " ")]).await.is(422).says("Paste the lines");
        let page = olive.fills(&page, &preview, &[("csv", &csv)]).await;
        page.is(200).says("Line 4 has no kind that is known").says("3 cases").says("sells, coins").hides("<b>loud");
        assert_eq!(cases(&world).await.len(), 1, "a preview writes nothing");
        let write = format!("{place}/write");
        olive.fills(&page, &write, &[("csv", &csv)]).await.is(200).says("3 cases are written.");
        let written = cases(&world).await;
        let told: Vec<_> =
            written.iter().map(|(number, kind, who, state)| format!("{number} {kind} {who} {state}")).collect();
        assert_eq!(
            told,
            ["1 warn <@cleo> open", "2 warn <@ada> open", "3 timeout <@ben> expired", "4 ban <@ben> open"]
        );
        // Again, with one more: only that one is new.
        let more = format!("{csv}{ada},note,2026-05-01,,\n");
        let page = olive.opens(&place).await;
        let page = olive.fills(&page, &preview, &[("csv", &more)]).await;
        olive.fills(&page, &write, &[("csv", &more)]).await.is(200).says("New and written: 1. Here already: 3.");
        olive.opens(&at(&world, "/moderation/3")).await.is(200).says("spam").says("over");
        let kept = world.db("SELECT after FROM audit_log WHERE action = 'moderation.import'", &[]).await;
        assert_eq!(kept.len(), 2);
        assert!(world.actor("ada").dms().is_empty(), "nobody is told");
        world.read_all();
    });
}

#[test]
fn bans_without_a_case_become_cases() {
    story(async |world| {
        world.actor("max").runs("/ban user:@cleo reason:ours").await;
        let (guild, owner, ben) = (world.guild, world.id("olive"), world.id("ben"));
        world.sim.state(|s| s.ban(guild, owner, ben, Some("sold coins".to_owned())));
        let olive = world.signed_in("olive").await;
        let place = at(&world, "/moderation/import");
        let page = olive.opens(&place).await;
        page.is(200).says("1 ban without a case.").says("Ben");
        let form = format!("{place}/bans");
        olive.fills(&page, &form, &[]).await.is(200).says("One case is written.").says("sold coins");
        olive.opens(&place).await.is(200).says("Every ban has its case.");
        assert_eq!(cases(&world).await.len(), 2);
        world.read_all();
    });
}

#[test]
fn more_bans_than_discord_gives_at_once_are_all_reached() {
    story(async |world| {
        let (guild, owner) = (world.guild, world.id("olive"));
        world.sim.state(|s| {
            for number in 0..1_100 {
                let user = s.add_user(&format!("banned{number}"));
                s.ban(guild, owner, user, None);
            }
        });
        let olive = world.signed_in("olive").await;
        let place = at(&world, "/moderation/import");
        let form = format!("{place}/bans");
        let mut page = olive.opens(&place).await;
        page.is(200).says("500 bans without a case.").says(" and 490 more").says("Look at the next");
        for left in ["500 bans", "100 bans", ""] {
            let after = page.html.split("name=\"after\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
            let after = after.unwrap_or_default().to_owned();
            page = olive.fills(&page, &form, &[("after", &after)]).await;
            page.is(200).says("cases are written.");
            if !left.is_empty() {
                page.says(left);
            }
        }
        olive.opens(&place).await.is(200).says("Every ban has its case.");
        let kept = world.db("SELECT count(DISTINCT target) AS count FROM cases WHERE kind = 'ban'", &[]).await;
        assert_eq!(kept[0]["count"], 1_100);
        world.read_all();
    });
}
