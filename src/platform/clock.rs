//! The runtime's clock. Logic never calls it: an event brings its time, and an entry reads the
//! clock once for what has none.

use std::{future::Future, time::Duration};

use futures_util::future::{Either, select};

use crate::base::time::Time;

/// The time now. In workerd it stands still between I/O, on purpose.
pub fn now() -> Time {
    Time::from_millis(worker::Date::now().as_millis() as i64)
}

pub async fn wait(millis: i64) {
    worker::Delay::from(Duration::from_millis(millis.max(0) as u64)).await;
}

/// What the future gives within so many milliseconds, else the unfinished future itself.
pub async fn within<F: Future + Unpin>(millis: i64, future: F) -> Result<F::Output, F> {
    match select(future, Box::pin(wait(millis))).await {
        Either::Left((output, _)) => Ok(output),
        Either::Right(((), future)) => Err(future),
    }
}
