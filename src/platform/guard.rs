//! Fetches addresses that people give: public hosts only, at most so many bytes, in bounded time.

use futures_util::StreamExt;
use worker::{Fetch, Request, web_sys};

use super::{clock, meter::Meter};
use crate::base::{
    address::{self, Unfit},
    config::Config,
    time::SECOND,
};

/// Redirects that are followed, each address checked anew.
const REDIRECTS: u32 = 3;
const LIMIT: i64 = 10 * SECOND;

/// Why nothing was fetched.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unfetched {
    Address(Unfit),
    /// The host answered with this status.
    Status(u16),
    /// More bytes than allowed.
    TooLarge,
    /// No answer in time, too many redirects or a broken connection.
    Failed(String),
}

/// The body behind an address, at most `most` bytes.
///
/// # Errors
/// [`Unfetched`]; nothing was read then.
pub async fn fetch(
    address: &str,
    most: usize,
    config: &Config,
    meter: &Meter,
    own_host: &str,
) -> Result<Vec<u8>, Unfetched> {
    let work = Box::pin(follow(address, most, config, meter, own_host));
    clock::within(LIMIT, work).await.unwrap_or_else(|_| Err(Unfetched::Failed("no answer in time".to_owned())))
}

async fn follow(
    address: &str,
    most: usize,
    config: &Config,
    meter: &Meter,
    own_host: &str,
) -> Result<Vec<u8>, Unfetched> {
    let failed = |cause: worker::Error| Unfetched::Failed(cause.to_string());
    let check = |text: &str| address::public(text, own_host, &config.allowed_test_hosts).map_err(Unfetched::Address);
    let mut url = check(address)?;
    for _ in 0..=REDIRECTS {
        if !meter.take_subrequest() {
            return Err(Unfetched::Failed("over the ceiling of subrequests for one invocation".to_owned()));
        }
        let init = web_sys::RequestInit::new();
        init.set_redirect(web_sys::RequestRedirect::Manual);
        let request = web_sys::Request::new_with_str_and_init(url.as_str(), &init)
            .map_err(|cause| Unfetched::Failed(worker::Error::from(cause).to_string()))?;
        let mut response = Fetch::Request(Request::from(request)).send().await.map_err(failed)?;
        match response.status_code() {
            200 => {
                let declared =
                    response.headers().get("content-length").ok().flatten().and_then(|text| text.parse::<usize>().ok());
                if declared.is_some_and(|length| length > most) {
                    return Err(Unfetched::TooLarge);
                }
                let mut stream = response.stream().map_err(failed)?;
                let mut body = Vec::new();
                while let Some(chunk) = stream.next().await {
                    body.extend(chunk.map_err(failed)?);
                    if body.len() > most {
                        return Err(Unfetched::TooLarge);
                    }
                }
                return Ok(body);
            }
            301 | 302 | 303 | 307 | 308 => {
                let location = response.headers().get("location").ok().flatten().unwrap_or_default();
                let next = url.join(&location).map_err(|_| Unfetched::Address(Unfit::Unreadable))?;
                url = check(next.as_str())?;
            }
            status => return Err(Unfetched::Status(status)),
        }
    }
    Err(Unfetched::Failed("too many redirects".to_owned()))
}
