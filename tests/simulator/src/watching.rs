//! Looking at events, and waiting for them without polling.

use std::time::Duration;

use tokio::time::Instant;

use crate::events::Event;
use crate::simulator::Simulator;

impl Simulator {
    /// Everything that became visible after an event number, in order.
    pub fn events(&self, after: u64) -> Vec<Event> {
        self.state(|state| state.events.after(after).to_vec())
    }

    /// The number of the newest event, 0 before the first.
    pub fn last_event(&self) -> u64 {
        self.state(|state| state.events.last())
    }

    /// The first event after a number, as soon as there is one; `None` when time is up.
    pub async fn wait_event(&self, after: u64, timeout: Duration) -> Option<Event> {
        let mut signal = self.state(|state| state.events.signal());
        // What `wait_for` gives keeps the signal from rising, which whoever changes the state waits for: it must be
        // gone before the state is asked for.
        let risen =
            tokio::time::timeout(timeout, signal.wait_for(|last| *last > after)).await.is_ok_and(|seen| seen.is_ok());
        if !risen {
            return None;
        }
        self.state(|state| state.events.after(after).first().cloned())
    }

    /// The first event after a number that fits, as soon as there is one; `None` when time is up.
    pub async fn wait_for(&self, mut after: u64, timeout: Duration, fits: impl Fn(&Event) -> bool) -> Option<Event> {
        let end = Instant::now() + timeout;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let event = self.wait_event(after, left).await?;
            if fits(&event) {
                return Some(event);
            }
            after = event.seq;
        }
    }
}
