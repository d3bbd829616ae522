//! `/bytes-admin config`.

use std::time::Duration;

use expect_test::expect;

use crate::world::story;

#[test]
fn settings_are_shown_and_changed() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/bytes-admin config").await.replied(expect![[r#"
            (ephemeral) # Bytes: settings
            Starting balance: **100**
            Daily: **10**
            Ladder: **8 CHAR x2, 16 SHORT x4, 32 INT x16, 64 LONG x256**
            Cap of a day: **none**
            Day starts at midnight in: **UTC**
            Grace days: **0**
            Largest transfer: **1,000**
            Between transfers: **24 h**
            Days of membership to give: **0**
            Rewards are earned by: **Bytes received from others**
            Rewards kept: **All earned roles**
            A year of daily bytes: a newcomer who never misses a day: **779,110**
            somebody with a year's streak: **934,400**
            (Changes count at once; a moved day from its next start.)"#]]);
        let changed = olive
            .runs("/bytes-admin config starting:0 daily:25 ladder:\"3 x2, 7 WEEK x3\" cap:50 grace:1 maximum:5000 cooldown:0 membership:7 measure:highest rewards:highest_only")
            .await;
        changed.replied(expect![[r#"
            (ephemeral) # Bytes: changed
            Starting balance: ~~100~~ → **0**
            Daily: ~~10~~ → **25**
            Ladder: ~~8 CHAR x2, 16 SHORT x4, 32 INT x16, 64 LONG x256~~ → **3 x2, 7 WEEK x3**
            Cap of a day: ~~none~~ → **50**
            Day starts at midnight in: **UTC**
            Grace days: ~~0~~ → **1**
            Largest transfer: ~~1,000~~ → **5,000**
            Between transfers: ~~24 h~~ → **none**
            Days of membership to give: ~~0~~ → **7**
            Rewards are earned by: ~~Bytes received from others~~ → **Highest balance ever**
            Rewards kept: ~~All earned roles~~ → **The highest only**
            A year of daily bytes: a newcomer who never misses a day: **18,200**
            somebody with a year's streak: **18,250**
            (Changes count at once; a moved day from its next start.)"#]]);
        assert_eq!(changed.trips(), (2, 2));
    });
}

#[test]
fn what_cannot_be_read_is_refused_and_changes_nothing() {
    story(async |world| {
        let olive = world.actor("olive");
        olive.runs("/bytes-admin config daily:5 ladder:\"eight\"").await.was_refused(expect![[
            r#"I cannot read the step "eight". Write days, a name and a factor, as in `8 CHAR x2, 16 SHORT x4`."#
        ]]);
        olive.runs("/bytes-admin config ladder:\"8 x2000\"").await.was_refused(expect![[
            r#"The step "8 x2000" does not fit: days go from 1 to 10,000, factors from x1 to x1000, each day once."#
        ]]);
        olive.runs("/bytes-admin config day_starts:Atlantis").await.was_refused(expect![[r#"I don't know the time zone "Atlantis". Pick one from the list, such as `Europe/Berlin`, or an offset such as `+02:00`."#]]);
        let rows = world.db("SELECT * FROM guild_settings WHERE guild = ?1", &[world.guild.to_string().into()]).await;
        assert!(rows.is_empty());
    });
}

#[test]
fn zones_are_found_while_typing() {
    story(async |world| {
        let olive = world.actor("olive");
        let found = olive.types("/bytes-admin config day_starts:berl", "day_starts").await;
        assert_eq!(found, ["Europe/Berlin"]);
        assert_eq!(olive.types("/bytes-admin config day_starts:+5", "day_starts").await, ["+05:00"]);
    });
}

#[test]
fn a_moved_day_counts_from_its_next_start_and_keeps_the_streak() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        ada.runs("/bytes daily").await;
        olive.runs("/bytes-admin config day_starts:-05:00").await.replied(expect![[r#"
            (ephemeral) # Bytes: changed
            Starting balance: **100**
            Daily: **10**
            Ladder: **8 CHAR x2, 16 SHORT x4, 32 INT x16, 64 LONG x256**
            Cap of a day: **none**
            Day starts at midnight in: ~~UTC~~ → **-05:00 (<t:+17h:R>)**
            Grace days: **0**
            Largest transfer: **1,000**
            Between transfers: **24 h**
            Days of membership to give: **0**
            Rewards are earned by: **Bytes received from others**
            Rewards kept: **All earned roles**
            A year of daily bytes: a newcomer who never misses a day: **779,110**
            somebody with a year's streak: **934,400**
            (Changes count at once; a moved day from its next start.)"#]]);
        // It is noon: at 23:00 the old day still runs, at 00:30 the next one, and at 05:00 the moved one begins.
        world.later(Duration::from_secs(11 * 3600));
        ada.runs("/bytes daily").await.replied(expect![
            "(ephemeral) You claimed today's bytes <t:+0m:R> with `/bytes daily`. The next day begins <t:+12h:R>."
        ]);
        world.later(Duration::from_secs(90 * 60));
        ada.runs("/bytes daily").await.replied(expect![[r#"
            (ephemeral) # +10 bytes
            You now hold **120 bytes**. The next day begins <t:+17h:R>.
            Streak: 2 days"#]]);
        world.later(Duration::from_secs(5 * 3600));
        ada.runs("/bytes daily").await.replied(expect![[r#"
            (ephemeral) # +10 bytes
            You now hold **130 bytes**. The next day begins <t:+41h:R>.
            Streak: 3 days"#]]);
    });
}
