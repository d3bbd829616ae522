//! Rate limits: the bot's global one, and the headers every answer carries.

use std::collections::{HashMap, VecDeque};

/// Requests a second that a bot may make over all routes.
pub(crate) const GLOBAL_PER_SECOND: usize = 50;

/// Windows of recent calls.
#[derive(Default)]
pub(crate) struct Limits {
    windows: HashMap<String, VecDeque<u64>>,
}

/// Where a bucket stands after a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Standing {
    pub(crate) limit: usize,
    pub(crate) remaining: usize,
    /// Milliseconds until the window is empty again.
    pub(crate) reset_after: u64,
}

impl Limits {
    /// Counts a call in each of the windows (limit, milliseconds) of a key; the wait when one is full.
    pub(crate) fn take(&mut self, key: &str, windows: &[(usize, u64)], now: u64) -> Result<Standing, u64> {
        let longest = windows.iter().map(|(_, window)| *window).max().unwrap_or(1_000);
        let calls = self.windows.entry(key.to_owned()).or_default();
        while calls.front().is_some_and(|at| at + longest <= now) {
            calls.pop_front();
        }
        for (limit, window) in windows {
            let within: Vec<u64> = calls.iter().copied().filter(|at| at + window > now).collect();
            if within.len() >= *limit {
                let oldest = within[within.len() - limit];
                return Err(oldest + window - now);
            }
        }
        calls.push_back(now);
        let (limit, window) = windows.first().copied().unwrap_or((1, 1_000));
        let within: Vec<u64> = calls.iter().copied().filter(|at| at + window > now).collect();
        let reset_after = within.first().map_or(window, |at| at + window - now);
        Ok(Standing { limit, remaining: limit.saturating_sub(within.len()), reset_after })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_fill_and_empty() {
        let mut limits = Limits::default();
        let windows = [(2, 2_000), (3, 60_000)];
        assert_eq!(limits.take("a", &windows, 0).map(|s| s.remaining), Ok(1));
        assert_eq!(limits.take("a", &windows, 500).map(|s| s.remaining), Ok(0));
        assert_eq!(limits.take("a", &windows, 600), Err(1_400));
        assert!(limits.take("b", &windows, 600).is_ok());
        assert!(limits.take("a", &windows, 2_000).is_ok());
        assert_eq!(limits.take("a", &windows, 10_000), Err(50_000));
    }
}
