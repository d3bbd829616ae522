//! Where interactions go, and the client that takes them there.

/// Where interactions go, with connections of its own.
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) url: String,
    pub(crate) client: reqwest::Client,
}

/// A client for loopback addresses: straight there, and no redirect followed, as Discord follows none.
pub(crate) fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
    builder.build().expect("a client without TLS needs nothing that could be missing")
}
