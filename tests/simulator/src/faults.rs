//! Faults that a test sets for the next REST calls.

/// How a call goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Answers this status with an empty JSON object; nothing is done.
    Status(u16),
    /// Answers 429.
    RateLimited {
        /// Seconds to wait.
        retry_after: f64,
        /// The bot's global limit instead of the route's.
        global: bool,
    },
    /// Never answers.
    Hang,
    /// Closes the connection without an answer; nothing is done.
    Reset,
    /// Answers with one of Discord's error codes; nothing is done.
    Error {
        /// HTTP status.
        status: u16,
        /// Discord's code.
        code: u64,
    },
}

#[derive(Default)]
pub(crate) struct Faults {
    set: Vec<Armed>,
    /// How many calls still pass before the one that goes wrong.
    counted: Option<(usize, Fault)>,
}

struct Armed {
    method: String,
    path_contains: String,
    fault: Fault,
    times: u32,
}

impl Faults {
    pub(crate) fn arm(&mut self, method: &str, path_contains: &str, fault: Fault, times: u32) {
        self.set.push(Armed { method: method.to_uppercase(), path_contains: path_contains.to_owned(), fault, times });
    }

    pub(crate) fn arm_nth(&mut self, passing: usize, fault: Fault) {
        self.counted = Some((passing, fault));
    }

    /// The fault for a call, used up by one; the first armed goes first.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        if !is_an_answer(path) {
            match &mut self.counted {
                Some((0, _)) => return self.counted.take().map(|(_, fault)| fault),
                Some((passing, _)) => *passing -= 1,
                None => {}
            }
        }
        let index = self
            .set
            .iter()
            .position(|armed| (armed.method == method || armed.method == "*") && path.contains(&armed.path_contains))?;
        let armed = self.set.get_mut(index)?;
        let fault = armed.fault.clone();
        armed.times = armed.times.saturating_sub(1);
        if armed.times == 0 {
            self.set.remove(index);
        }
        Some(fault)
    }

    pub(crate) fn clear(&mut self) {
        *self = Faults::default();
    }
}

/// An interaction's answers go through its own webhook, beside what is done because of it.
fn is_an_answer(path: &str) -> bool {
    path.contains("/webhooks/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_used_up_in_order() {
        let mut faults = Faults::default();
        faults.arm("post", "/messages", Fault::Status(500), 2);
        assert_eq!(faults.take("GET", "/channels/1/messages"), None);
        assert_eq!(faults.take("POST", "/channels/1/messages"), Some(Fault::Status(500)));
        assert_eq!(faults.take("POST", "/channels/1/messages"), Some(Fault::Status(500)));
        assert_eq!(faults.take("POST", "/channels/1/messages"), None);
    }

    #[test]
    fn the_call_that_goes_wrong_can_be_counted() {
        let mut faults = Faults::default();
        faults.arm_nth(1, Fault::Status(403));
        let calls = ["/guilds/1", "/webhooks/1/token/messages/@original", "/guilds/1/roles", "/guilds/1"];
        let taken = calls.map(|path| faults.take("GET", path));
        assert_eq!(taken, [None, None, Some(Fault::Status(403)), None]);
    }
}
