//! Digests in the dashboard.

use simulator::Fault;

use crate::world::{Shown, World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

fn seen(page: &Shown) -> String {
    let seen = page.html.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    seen.unwrap_or_default().to_owned()
}

#[test]
fn a_schedule_is_previewed_saved_and_sent() {
    story(async |world| {
        world.actor("ada").runs("/bytes daily").await;
        let browser = world.signed_in("olive").await;
        let (place, save) = (at(&world, "/digests"), at(&world, "/digests/save"));
        let page = browser.opens(&place).await;
        page.is(200).says("off").says("None yet").hides("Send now");
        let (channel, own) = (world.general.to_string(), seen(&page));
        let fields = [
            ("seen", own.as_str()),
            ("channel", channel.as_str()),
            ("frequency", "weekly"),
            ("weekday", "4"),
            ("hour", "18"),
            ("zone", "Europe/Berlin"),
            ("empty", "on"),
            ("hidden", "squads"),
        ];
        let mut wrong = fields;
        (wrong[3].1, wrong[4].1, wrong[5].1) = ("7", "24", "Atlantis");
        let shown = browser.fills(&page, &save, &wrong).await;
        shown
            .is(422)
            .says("Choose one of the list.")
            .says("A whole number from 0 to 23")
            .says("do not know this time zone");

        let preview = at(&world, "/digests/preview");
        let mark = shown.mark(&save);
        let mut typed = vec![("mark", mark.as_str())];
        typed.extend(fields);
        let looked = browser.sends(&preview, &typed).await;
        looked.is(200).says("Nothing is saved, and nothing was sent").says("The last seven days").says("UTC");
        looked.hides("**").hides("&lt;t:").hides("&lt;@");
        assert!(world.db("SELECT guild FROM guild_settings", &[]).await.is_empty());

        let saved = browser.fills(&looked, &save, &fields).await;
        saved.is(200).says("Saved.").says("on").says("The next one").says("Send now");
        assert_eq!(world.db("SELECT due_at FROM digest_schedules", &[]).await.len(), 1);
        let now = at(&world, "/digests/now");
        browser.fills(&saved, &now, &[]).await.is(200).says("The digest is in its channel.");
        browser.fills(&saved, &now, &[]).await.is(200).says("sent already");
        world.read_all();
        let page = browser.opens(&place).await;
        world.sim.fail_next("POST", "/messages", Fault::Status(403), 1);
        browser.fills(&page, &now, &[]).await.is(422).hides("**");
        world.read_all();
    });
}
