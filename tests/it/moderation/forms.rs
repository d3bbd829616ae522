//! *Warn author*.

use expect_test::expect;

use crate::world::story;

#[test]
fn the_author_of_a_message_is_warned_with_it() {
    story(async |world| {
        let (max, ada) = (world.actor("max"), world.actor("ada"));
        let message = ada.says("you are all *fools*");
        let form = max.picks_on_message("Warn author", message).await;
        form.replied(expect![[r#"modal {"components":[{"component":{"custom_id":"why","max_length":400,"required":false,"style":2,"type":4},"description":"The person reads it; it also stands in the case.","label":"Reason","type":18}],"custom_id":"v1:moderation:warn-why:id","title":"Warn: why?"}"#]]);
        max.fills(&form, &[("why", "insults")]).await.replied(expect![[r#"
            (ephemeral) <@ada> was warned. Case 1.
            They were told by direct message."#]]);
        expect![[r#"
            # A warning from Lantern
            Why: insults
            Your message: you are all \*fools\*
            (Case 1)
            [Appeal]"#]]
        .assert_eq(&ada.dms().join("\n---\n"));
        max.runs("/case show case:1").await.replied(expect![[r#"
            (ephemeral) # Case 1 · Warning
            insults
            Who: <@ada> (Ada)
            By: <@max>
            When: <t:+0m:f>
            Standing: stands
            Told: They were told by direct message.
            Message: you are all \*fools\*
            https://discord.com/channels/guild/#general/id
            [Undo]"#]]);
    });
}

#[test]
fn nobody_is_warned_for_a_bots_message() {
    story(async |world| {
        let max = world.actor("max");
        let public = world.actor("ada").runs("/bytes send user:@ben amount:1").await;
        let message = public.exchange.message.expect("a message");
        max.picks_on_message("Warn author", message)
            .await
            .was_refused(expect!["No member wrote this message, so nobody can be warned for it."]);
    });
}
