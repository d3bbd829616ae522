//! The minute tick.

use worker::{Env, ScheduleContext, ScheduledEvent, event};

use crate::{
    app::Means,
    base::time::Time,
    features::{FEATURES, jobs},
    platform::{
        clock, env,
        http::Rest,
        log::{self, End},
        meter::Meter,
    },
};

use super::correlation;

/// The Worker's cron entry.
#[event(scheduled)]
pub async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    let started = clock::now();
    let config = env::config(&env);
    let correlation = correlation::fresh();
    let meter = Meter::default();
    // The scheduled time, not the clock's: a late tick does the work of its minute.
    let now = Time::from_millis(event.schedule() as i64);
    let discord = Rest::new(config.clone(), meter.clone(), &correlation);
    let aside = env::db(&env, &meter).ok();
    let ticked = match env::db(&env, &meter) {
        Ok(db) => {
            let means = Means { db, discord, config, meter: meter.clone(), features: FEATURES };
            jobs::tick(&means, now).await
        }
        Err(error) => Err(error),
    };
    let over_budget = ticked.as_ref().is_ok_and(|ticked| !ticked.over.is_empty());
    let outcome = match ticked {
        Ok(ticked) => {
            for (job, cause) in &ticked.failures {
                log::error(&correlation, job, cause);
            }
            for job in &ticked.over {
                log::error(&correlation, job, "took more than it says it needs");
            }
            if ticked.failures.is_empty() { "ok" } else { "failed" }
        }
        Err(error) => {
            log::error(&correlation, "reading what is due", &error.to_string());
            "failed"
        }
    };
    let end = End {
        at: now,
        correlation: &correlation,
        kind: "cron",
        guild: None,
        command: "tick",
        outcome,
        totals: meter.totals(),
        deferred: false,
        over_budget,
        took: clock::now().millis() - started.millis(),
        is_use: false,
        asked: "",
    };
    super::counted(aside.as_ref(), &end).await;
    log::end(&end);
}
