//! Jobs by HTTP, for who runs the deployment.

use serde_json::{Value, json};

use super::sql;
use crate::{
    app::{
        Audience,
        api::{self, Answer, COUNT, Call, Does, Kind, Member, Method, Route, SAID, Shape},
    },
    base::error::{Error, Result},
    doc,
    features::audit::{self, Entry, Origin},
};

const JOB: Shape = Shape {
    name: "Job",
    members: &[
        Member::new("name", Kind::Text(64), doc!("Feature and what.")),
        Member::new("next_at", Kind::Time, doc!("From when on it runs again, where it runs by the clock.")),
        Member::new("last_at", Kind::Time, doc!("When it last ran.")),
        Member::new("last_rows", COUNT, doc!("What it worked on then.")),
        Member::new("last_error", Kind::Text(4_000), doc!("Why its last run failed.")).or_null(),
        Member::new("last_error_at", Kind::Time, doc!("When it last failed.")).or_null(),
    ],
};

pub const ROUTES: &[Route] = &[
    Route::reads(
        "/jobs",
        "jobs",
        doc!("Jobs that have ever had something to do, with their last run, by name."),
        Answer::Page(&JOB, &["name"]),
        |call| Ok(sql::list_jobs_after(call.after.text(0).unwrap_or_default(), call.most())),
    ),
    Route::acts(
        Method::Post,
        "/jobs/{job}/run",
        "jobs",
        doc!("Lets a job that runs by the clock run with the next minute."),
        Does::Works(Audience::Operators, |call| Box::pin(run(call))),
        Answer::One(&SAID),
    ),
];

async fn run(call: Call) -> Result<Value> {
    let name = call.param("job");
    let job = call.features.iter().flat_map(|feature| feature.jobs).find(|job| job.name == name);
    let job = job.ok_or_else(api::nothing)?;
    if !job.schedule.is_by_clock() {
        return Err(Error::Refused(
            "This job does not go by the clock: it runs when there is something to do.".to_owned(),
        ));
    }
    let subject = Some(job.name.to_owned());
    let entry = Entry { action: "jobs.run", origin: Origin::Api, subject, before: None, after: None };
    match call.db.batch(vec![audit::record(&call, entry), sql::set_next(job.name, call.now)]).await {
        Err(error) if audit::is_told(&error) => {}
        written => drop(written?),
    }
    Ok(json!({ "message": "It runs with the next minute." }))
}
