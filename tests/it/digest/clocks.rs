//! Once a period, whatever the clocks and the cron do.

use expect_test::expect;
use guildhall::base::time::{DAY, HOUR, MINUTE, Time, Zone};

use super::{made, minutes, now, until};
use crate::world::{World, story};

/// A guild whose digests come in a zone at an hour, also when nothing happened.
async fn daily_in(world: &World, zone: &str, hour: i64) {
    let configure = format!("/digest configure channel:#general zone:{zone} hour:{hour} empty:True");
    world.actor("olive").runs(&configure).await;
}

/// The next day in a zone that has so many hours.
fn next_day_of(world: &World, zone: &Zone, hours: i64) -> i64 {
    let mut start = zone.next_day_starts(Time::from_millis(now(world)));
    for _ in 0..400 {
        let end = zone.next_day_starts(start);
        if end.millis() - start.millis() == hours * HOUR {
            return zone.day(start);
        }
        start = end;
    }
    panic!("no day of {hours} hours in {}", zone.name());
}

/// Ticks at each full and half hour of a day and the next one; when digests came, in minutes after the
/// midnight of the zone.
async fn two_days(world: &World, zone: &Zone, day: i64) -> String {
    let start = zone.hour_of_day(day, 0);
    let end = zone.hour_of_day(day + 2, 0).millis();
    // What comes due by night is done before.
    until(world, start.millis() - HOUR);
    minutes(world, 10).await;
    until(world, start.millis());
    let mut came = Vec::new();
    while now(world) < end {
        let before = made(world).await.lines().count();
        world.tick().await;
        if made(world).await.lines().count() > before {
            let message = world.next_message(world.general);
            assert!(message.starts_with("# Daily digest") && !message.contains("late"), "{message}");
            let since_midnight = now(world) - zone.hour_of_day(zone.day(Time::from_millis(now(world))), 0).millis();
            came.push(format!("day {} +{}m", zone.day(Time::from_millis(now(world))) - day, since_midnight / MINUTE));
        }
        until(world, now(world) + 30 * MINUTE);
    }
    came.join(", ")
}

#[test]
fn in_spring_an_hour_is_missing() {
    story(async |world| {
        let zone = Zone::parse("Europe/Berlin").expect("a zone");
        let day = next_day_of(&world, &zone, 23);
        until(&world, zone.hour_of_day(day - 1, 12).millis());
        daily_in(&world, "Europe/Berlin", 2).await;
        // 02:00 does not exist: two hours after midnight it is 03:00. The day after it is 02:00 again.
        assert_eq!(two_days(&world, &zone, day).await, "day 0 +120m, day 1 +120m");
        let periods = world
            .db("SELECT period FROM digests WHERE guild = ?1 ORDER BY period", &[world.guild.to_string().into()])
            .await;
        let ends: Vec<i64> = periods.iter().filter_map(|row| row["period"].as_i64()).collect();
        assert_eq!(ends, [zone.hour_of_day(day, 3).millis(), zone.hour_of_day(day + 1, 2).millis()]);
    });
}

#[test]
fn in_autumn_an_hour_comes_twice() {
    story(async |world| {
        let zone = Zone::parse("Europe/Berlin").expect("a zone");
        let day = next_day_of(&world, &zone, 25);
        until(&world, zone.hour_of_day(day - 1, 12).millis());
        daily_in(&world, "Europe/Berlin", 2).await;
        assert_eq!(two_days(&world, &zone, day).await, "day 0 +120m, day 1 +120m");
    });
}

#[test]
fn a_zone_half_an_hour_off_has_its_own_full_hour() {
    story(async |world| {
        let zone = Zone::parse("Asia/Kolkata").expect("a zone");
        let day = zone.day(Time::from_millis(now(&world))) + 1;
        daily_in(&world, "Asia/Kolkata", 0).await;
        assert_eq!(two_days(&world, &zone, day).await, "day 0 +0m, day 1 +0m");
        assert_eq!(zone.hour_of_day(day, 0).millis() % HOUR, 30 * MINUTE);
    });
}

#[test]
fn after_an_outage_of_three_days_one_comes_and_says_so() {
    story(async |world| {
        daily_in(&world, "UTC", 9).await;
        let start = now(&world);
        until(&world, start + 21 * HOUR);
        minutes(&world, 8).await;
        assert!(!world.next_message(world.general).contains("late"));
        world.actor("ada").runs("/bytes daily").await;
        // Three are due while no cron fires; it comes back 20 minutes before a fourth.
        until(&world, start + 21 * HOUR + 4 * DAY - 20 * MINUTE);
        minutes(&world, 8).await;
        expect![[r#"
            # Daily digest
            <t:+21h:f> – <t:+93h:f>
            ⏰ It comes late and tells of all this time at once: I was not running when earlier ones were due.
            Bytes: `██████████` **10** earned ▲
            `░░░░░░░░░░` **0** sent
            **1** member ▲
            (▲ ▼ compared with as much time before)"#]]
        .assert_eq(&world.next_message(world.general));
        expect![[r#"
            daily done <t:+21h:f>
            daily done <t:+93h:f>"#]]
        .assert_eq(&made(&world).await);
        until(&world, start + 21 * HOUR + 4 * DAY);
        minutes(&world, 8).await;
        assert!(!world.next_message(world.general).contains("late"), "the next one is on time");
    });
}

#[test]
fn a_weekly_one_compares_with_the_week_before() {
    story(async |world| {
        let (olive, ada) = (world.actor("olive"), world.actor("ada"));
        let day = Zone::utc().day(Time::from_millis(now(&world)));
        let today = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            [guildhall::base::time::weekday(day) as usize];
        olive.runs(&format!("/digest configure channel:#general frequency:weekly weekday:{today} hour:12")).await;
        ada.runs("/bytes daily").await;
        for _ in 0..2 {
            until(&world, now(&world) + 2 * DAY);
            ada.runs("/bytes daily").await;
        }
        until(&world, now(&world) + 4 * DAY);
        ada.runs("/bytes daily").await;
        until(&world, now(&world) + 6 * DAY);
        minutes(&world, 8).await;
        let first = world.next_message(world.general);
        expect![[r#"
            # Weekly digest
            <t:+0m:f> – <t:+336h:f>
            ⏰ It comes late and tells of all this time at once: I was not running when earlier ones were due.
            Bytes: `██████████` **40** earned ▲
            `░░░░░░░░░░` **0** sent
            **1** member ▲
            (▲ ▼ compared with as much time before)"#]]
        .assert_eq(&first);
        until(&world, now(&world) + 7 * DAY);
        minutes(&world, 8).await;
        // Nobody did anything: an empty week is skipped.
        expect![[r#"
            weekly done <t:+336h:f>
            weekly empty <t:+504h:f>"#]]
        .assert_eq(&made(&world).await);
    });
}
