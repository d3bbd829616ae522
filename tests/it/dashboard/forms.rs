//! Forms that are not carried out, and what was typed into them.

use std::time::Duration;

use serde_json::json;
use simulator::Fault;

use crate::world::{World, story};

fn at(world: &World, below: &str) -> String {
    format!("/g/{}{below}", world.guild)
}

/// Typed with everything that HTML and browsers treat in a way of their own.
const TYPED: &str = "\nsold \"coins\" & <b>lamps</b>\nin two lines";
const KEPT: &str = "\n\nsold &quot;coins&quot; &amp; &lt;b&gt;lamps&lt;/b&gt;\nin two lines</textarea>";

async fn notes(world: &World) -> usize {
    world.db("SELECT text FROM case_notes", &[]).await.len()
}

#[test]
fn what_was_typed_stays_when_it_is_refused() {
    story(async |world| {
        let olive = world.signed_in("olive").await;
        let (list, new) = (at(&world, "/keys"), at(&world, "/keys/new"));
        let page = olive.opens(&list).await;
        let fields = [("name", "the \"shop\" <b>"), ("scope", "nonsense"), ("days", "17")];
        let again = olive.fills(&page, &new, &fields).await;
        again.is(422).says("at least one scope").says("API keys");
        for kept in ["value=\"the &quot;shop&quot; &lt;b&gt;\"", "value=\"17\""] {
            assert!(again.html.contains(kept), "{kept} is not in {}", again.html);
        }
        // And it goes through once it is right.
        let fields = [("name", "the shop"), ("scope", "bytes:read"), ("days", "17")];
        olive.fills(&again, &new, &fields).await.is(200).says("the shop");
    });
}

#[test]
fn a_form_that_was_open_for_days_is_shown_again_with_what_was_typed() {
    story(async |world| {
        world.actor("max").runs("/warn user:@ada reason:spam").await;
        let max = world.signed_in("max").await;
        let (place, edit) = (at(&world, "/moderation/1"), at(&world, "/moderation/1/note"));
        let page = max.opens(&place).await;
        world.later(Duration::from_secs(25 * 3_600));
        let fields = [("note", TYPED)];
        let late = max.fills(&page, &edit, &fields).await;
        late.is(403).says("open for more than a day").says("Case 1 · Warning");
        assert!(late.html.contains(KEPT), "{}", late.html);
        assert_eq!(notes(&world).await, 0);
        max.fills(&late, &edit, &fields).await.is(200).says("Saved.");
        assert_eq!(notes(&world).await, 1);
        // What this session was never shown fills nothing: a page of elsewhere could have made it up.
        let foreign = max.sends(&edit, &[("mark", "1.ab"), ("note", TYPED)]).await;
        foreign.is(403).says("too old").hides("coins");
    });
}

#[test]
fn what_was_typed_stays_while_discord_or_the_database_is_away() {
    story(async |world| {
        world.actor("max").runs("/warn user:@ada reason:spam").await;
        let max = world.signed_in("max").await;
        let (place, edit) = (at(&world, "/moderation/1"), at(&world, "/moderation/1/note"));
        let page = max.opens(&place).await;
        let fields = [("note", TYPED)];
        let guild = format!("/guilds/{}", world.guild);
        world.sim.fail_next("GET", &guild, Fault::Status(500), 9);
        let away = max.fills(&page, &edit, &fields).await;
        away.is(503).says("Discord").says("Case 1 · Warning");
        assert!(away.html.contains(KEPT), "{}", away.html);
        world.sim.clear_faults();
        assert_eq!(notes(&world).await, 0);
        // Without the database the page cannot be shown; its text can be copied.
        world.db_faults(json!([{"kind": "quota", "times": 9}])).await;
        max.fills(&away, &edit, &fields)
            .await
            .is(503)
            .says("free database quota")
            .says("sold &quot;coins&quot;")
            .hides("<b>lamps");
        world.db_faults(json!([])).await;
        assert_eq!(notes(&world).await, 0);
        max.fills(&away, &edit, &fields).await.is(200).says("Saved.");
        assert_eq!(notes(&world).await, 1);
    });
}
