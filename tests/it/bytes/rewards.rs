//! Roles that members earn.

use expect_test::expect;
use simulator::Fault;

use crate::world::story;

#[test]
fn a_role_is_given_when_its_threshold_is_reached() {
    story(async |world| {
        let (olive, ada, ben) = (world.actor("olive"), world.actor("ada"), world.actor("ben"));
        let owls = world.role("Owls");
        let added = olive.runs("/bytes-admin reward add role:Owls threshold:50").await;
        added.replied(expect![[r#"
            (ephemeral) # Reward roles
            <@&@Owls> from 50 bytes on
            (Bytes received from others)"#]]);
        ada.runs("/bytes send user:@ben amount:49").await;
        assert!(!world.has_role("ben", owls));
        world.days_later(2);
        ada.runs("/bytes send user:@ben amount:1").await;
        assert!(world.has_role("ben", owls));
        ben.runs("/bytes read").await.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes
            <@ben>
            Balance: **160** bytes
            Received: 50
            Sent: 0
            Streak: 1 day
            Roles earned: <@&@Owls>
            [Show here]"#]]);
        ben.runs("/bytes awards").await.replied(expect![[r#"
            (ephemeral) # Reward roles
            <@ben>

            Every role is as it should be.
            Bytes received from others: 50"#]]);
        olive.runs("/bytes-admin reward remove role:Owls").await.replied(expect![[r#"
            (ephemeral) # Reward roles
            No reward roles are set up here. An administrator adds them with `/bytes-admin reward add`.
            (Bytes received from others)"#]]);
        olive
            .runs("/bytes-admin reward remove role:Owls")
            .await
            .was_refused(expect!["This role is not a reward. `/bytes-admin reward list` shows which are."]);
    });
}

#[test]
fn a_role_that_cannot_be_given_is_refused_at_once() {
    story(async |world| {
        let olive = world.actor("olive");
        world.role_above("Kings");
        olive.runs("/bytes-admin reward add role:Kings threshold:50").await.was_refused(expect!["<@&@Kings> stands above my own role, so I cannot give it. Drag my role above it in Server Settings › Roles, then try again."]);
        let guild = world.guild;
        olive.runs(&format!("/bytes-admin reward add role:<@&{guild}> threshold:50")).await.was_refused(expect![
            "Nobody can give this role: it belongs to everyone or to an integration. Pick another."
        ]);
        let bot = world.bot_role;
        olive.runs(&format!("/bytes-admin reward add role:<@&{bot}> threshold:50")).await.was_refused(expect![
            "Nobody can give this role: it belongs to everyone or to an integration. Pick another."
        ]);
    });
}

#[test]
fn a_role_lifted_above_the_bots_own_is_told_with_its_cure() {
    story(async |world| {
        let (olive, ada, ben) = (world.actor("olive"), world.actor("ada"), world.actor("ben"));
        let owls = world.role("Owls");
        olive.runs("/bytes-admin reward add role:Owls threshold:50").await;
        world.place_role(owls, 99);
        ada.runs("/bytes send user:@ben amount:50").await;
        assert!(!world.has_role("ben", owls));
        ben.runs("/bytes read").await.replied(expect![[r#"
            (ephemeral) -# +10 bytes, day 1
            # Bytes
            <@ben>
            Balance: **160** bytes
            Received: 50
            Sent: 0
            Streak: 1 day
            Roles earned: <@&@Owls> ⚠️
            (A role could not be given: /bytes awards says why.)
            [Show here]"#]]);
        ben.runs("/bytes awards").await.replied(expect![[r#"
            (ephemeral) # Reward roles
            <@ben>

            ⚠️ <@&@Owls>: I am not allowed to: an administrator gives me **Manage Roles** and drags my role above this one.
            Bytes received from others: 50"#]]);
        world.place_role(owls, 1);
        ben.runs("/bytes awards").await.replied(expect![[r#"
            (ephemeral) # Reward roles
            <@ben>

            ✅ <@&@Owls> given
            Bytes received from others: 50"#]]);
        assert!(world.has_role("ben", owls));
    });
}

#[test]
fn discord_being_away_is_made_up_for_by_the_tick() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let owls = world.role("Owls");
        olive.runs("/bytes-admin reward add role:Owls threshold:50").await;
        world.sim.fail_next("PUT", "/roles/", Fault::Status(503), 1);
        ada.runs("/bytes send user:@ben amount:50").await;
        assert!(!world.has_role("ben", owls));
        world.later(std::time::Duration::from_secs(120));
        world.tick().await;
        assert!(world.has_role("ben", owls));
    });
}

#[test]
fn only_the_highest_role_where_the_guild_wants_it_so() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let (owls, eagles) = (world.role("Owls"), world.role("Eagles"));
        olive.runs("/bytes-admin config rewards:highest_only cooldown:0").await;
        olive.runs("/bytes-admin reward add role:Owls threshold:10").await;
        olive.runs("/bytes-admin reward add role:Eagles threshold:20").await;
        ada.runs("/bytes send user:@ben amount:10").await;
        assert!(world.has_role("ben", owls));
        ada.runs("/bytes send user:@ben amount:10").await;
        assert!(!world.has_role("ben", owls));
        assert!(world.has_role("ben", eagles));
    });
}

#[test]
fn bytes_that_go_back_and_forth_earn_nothing_net() {
    story(async |world| {
        let (olive, ada, ben) = (world.actor("olive"), world.actor("ada"), world.actor("ben"));
        let owls = world.role("Owls");
        olive.runs("/bytes-admin config measure:received_net cooldown:0").await;
        olive.runs("/bytes-admin reward add role:Owls threshold:60").await;
        for _ in 0..3 {
            ada.runs("/bytes send user:@ben amount:50").await;
            ben.runs("/bytes send user:@ada amount:50").await;
        }
        assert!(!world.has_role("ben", owls));
        ada.runs("/bytes send user:@ben amount:60").await;
        assert!(world.has_role("ben", owls));
        let rows = world
            .db(
                "SELECT received, received_net FROM accounts WHERE guild = ?1 AND user = ?2",
                &[world.guild.to_string().into(), world.id("ada").to_string().into()],
            )
            .await;
        assert_eq!((rows[0]["received"].as_i64(), rows[0]["received_net"].as_i64()), (Some(150), Some(0)));
    });
}

#[test]
fn the_days_bytes_earn_roles_too() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let owls = world.role("Owls");
        olive.runs("/bytes-admin config measure:highest").await;
        olive.runs("/bytes-admin reward add role:Owls threshold:110").await;
        ada.runs("/bytes daily").await;
        assert!(world.has_role("ada", owls));
    });
}

#[test]
fn there_are_no_rewards_to_begin_with() {
    story(async |world| {
        world.actor("ada").runs("/bytes awards").await.replied(expect![[r#"
            (ephemeral) No reward roles are set up here. An administrator adds them with `/bytes-admin reward add`.
            -# +10 bytes, day 1"#]]);
        world.actor("olive").runs("/bytes-admin reward list").await.replied(expect![[r#"
            (ephemeral) # Reward roles
            No reward roles are set up here. An administrator adds them with `/bytes-admin reward add`.
            (Bytes received from others)"#]]);
    });
}
