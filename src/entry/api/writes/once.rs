//! A write that names itself is carried out once, and answered the same however often it is sent.

use super::{Asked, Desk, Event, Out, Problem};
use crate::{
    base::{
        error::Error,
        ids::{self, DISCORD_EPOCH, InteractionId},
        json::FromJson,
        time::Time,
    },
    entry::api::auth::Admitted,
    features::keys::{self, model::Answered},
    platform::{
        crypto,
        db::{self, Rows, Stmt},
        log,
    },
};

/// The right to answer a write.
pub struct Claim {
    key: String,
    name: String,
    request: String,
    cause: InteractionId,
    at: Time,
}

pub enum Taken {
    Mine(Claim),
    /// It was answered before.
    Before(Out),
}

#[derive(FromJson)]
struct Mine {
    mine: i64,
}

/// An identity made as Discord makes ids. With a name it is always the same for the moment.
pub fn fresh(now: Time, name: &str) -> InteractionId {
    let chance = match name {
        "" => (js_sys::Math::random() * f64::from(1_u32 << 22)) as u64,
        name => u64::from_str_radix(&crypto::digest(name)[..5], 16).unwrap_or_default(),
    };
    InteractionId::new((((now.millis() - DISCORD_EPOCH).max(1) as u64) << 22) | chance)
}

impl Claim {
    /// `None` where the write does not name itself, or its answer is a secret.
    pub fn new(asked: &Asked, admitted: &Admitted, now: Time) -> Option<Claim> {
        let name = asked.headers.name.clone().filter(|_| !asked.route.is_of_key())?;
        let key = admitted.caller.id.clone();
        let cause = fresh(now, &format!("{key} {name}"));
        Some(Claim { key, name, request: asked.request.clone(), cause, at: now })
    }

    pub fn statements(&self) -> Vec<Stmt> {
        vec![
            keys::claim_answer(&self.key, &self.name, &self.request, self.cause, self.at),
            keys::find_answer(&self.key, &self.name),
        ]
    }

    /// What the statements found.
    ///
    /// # Errors
    /// Where it cannot be read; a problem where it is another's, or still runs.
    pub fn taken(mut self, rows: &[Rows]) -> Result<Result<Taken, Problem>, Error> {
        let mine: Option<Mine> = db::first(rows, 0)?;
        let known: Option<Answered> = db::first(rows, 1)?;
        let known = known.ok_or_else(|| Error::Internal("a claim was written and is not there".to_owned()))?;
        if known.request != self.request {
            let sentence = "This Idempotency-Key was another request's.";
            return Ok(Err(Problem::plain(422, sentence)));
        }
        if mine.is_some_and(|row| row.mine == 1) {
            // A second try is the same event, at its own time.
            self.cause = ids::parse(&known.cause).unwrap_or(self.cause);
            self.at = Time::from_millis(known.at);
            return Ok(Ok(Taken::Mine(self)));
        }
        Ok(match (known.status, known.body) {
            (Some(status), Some(body)) => Ok(Taken::Before(answered(status as u16, body))),
            _ => Err(Problem::plain(409, "The same request is still being carried out.").with("retry-after", "2")),
        })
    }

    pub fn event(&self) -> Event {
        (self.cause, self.at)
    }

    /// Keeps what is answered; what may be otherwise the next time is not kept.
    pub async fn settle(&self, desk: &Desk, done: &Result<Out, Problem>) {
        let keep = match done {
            Ok(out) => Some((out.status, out.body.clone())),
            Err(problem) if problem.status == 422 => Some((422, problem.body(&desk.place.path, &desk.correlation))),
            Err(_) => None,
        };
        let statement = match &keep {
            Some((status, body)) => keys::set_answer(&self.key, &self.name, *status, body),
            None => keys::delete_claim(&self.key, &self.name),
        };
        if let Err(error) = desk.means.db.batch(vec![statement]).await {
            log::error(&desk.correlation, "keeping an answer", &format!("{error:?}"));
        }
    }
}

fn answered(status: u16, body: String) -> Out {
    let mut out = Out::new(status, body);
    out.headers.push(("idempotent-replayed", "true".to_owned()));
    if status >= 400 {
        out.headers.push(("content-type", "application/problem+json".to_owned()));
    }
    out
}
