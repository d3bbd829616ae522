//! Posting signed payloads to the addresses that an application names. The simulated internet has one
//! server with https: every host leads to the Worker, except names under `.invalid`, which lead nowhere.

use std::time::Duration;

use serde_json::Value;

use crate::simulator::Simulator;

/// How long Discord waits for an answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What an address answered.
#[derive(Debug, Default)]
pub(crate) struct Posted {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) correlation: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Posted {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn is_json(&self) -> bool {
        self.content_type.to_ascii_lowercase().starts_with("application/json")
    }
}

/// Posts a payload; without `signed` its signature does not hold.
pub(crate) async fn post(
    simulator: &Simulator,
    address: &str,
    agent: &str,
    payload: &Value,
    signed: bool,
) -> Result<Posted, String> {
    let worker = simulator.worker();
    let path = path(address).filter(|_| !worker.url.is_empty()).ok_or("the address leads nowhere")?;
    let body = payload.to_string();
    let timestamp = (simulator.clock().now() / 1_000).to_string();
    let over = if signed { body.as_bytes() } else { b"something else" };
    let request = worker
        .client
        .post(format!("{}{path}", worker.url))
        .header("content-type", "application/json")
        .header("user-agent", agent)
        .header("x-signature-ed25519", simulator.sign(&timestamp, over))
        .header("x-signature-timestamp", timestamp)
        .body(body);
    let answered = tokio::time::timeout(PATIENCE, async {
        let response = request.send().await?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let posted = Posted {
            status: response.status().as_u16(),
            content_type: header("content-type").unwrap_or_default(),
            correlation: header("x-correlation-id"),
            body: Vec::new(),
        };
        Ok::<_, reqwest::Error>(Posted { body: response.bytes().await?.to_vec(), ..posted })
    });
    match answered.await {
        Ok(Ok(posted)) => Ok(posted),
        Ok(Err(error)) => Err(format!("no answer: {error}")),
        Err(_) => Err("no answer within 3 seconds".into()),
    }
}

/// Path and query of an https address whose host can be found.
fn path(address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://")?;
    let (host, path) = rest.find(['/', '?']).map_or((rest, "/"), |end| rest.split_at(end));
    let name = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let slash = if path.starts_with('/') { "" } else { "/" };
    (!name.is_empty() && !name.ends_with(".invalid")).then(|| format!("{slash}{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_with_a_host_leads_somewhere() {
        let paths = ["https://a.example/x?y=1", "https://a.example:8443", "https://a.example?x"].map(path);
        assert_eq!(paths, [Some("/x?y=1".into()), Some("/".into()), Some("/?x".into())]);
        for nowhere in ["http://a.example/x", "https:///x", "https://a.invalid/x", "a.example"] {
            assert_eq!(path(nowhere), None, "{nowhere}");
        }
    }
}
