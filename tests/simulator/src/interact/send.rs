//! Sends a signed interaction to the Worker and takes in the raw answer.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::simulator::Simulator;
use crate::state::{Answer, Sent};

/// How long Discord waits for an answer.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Debug, Default)]
pub(super) struct RawReply {
    pub(super) status: u16,
    pub(super) correlation: Option<String>,
    pub(super) ms: f64,
    pub(super) body: Option<Value>,
    pub(super) wrong: Vec<String>,
}

pub(super) async fn run(simulator: &Simulator, sent: &Sent) -> RawReply {
    let worker = simulator.worker();
    if worker.url.is_empty() {
        return RawReply { wrong: vec!["no Worker is set".into()], ..RawReply::default() };
    }
    let body = sent.payload.to_string();
    let timestamp = (simulator.clock().now() / 1_000).to_string();
    let request = worker
        .client
        .post(format!("{}/interactions", worker.url))
        .header("content-type", "application/json")
        .header("user-agent", "Discord-Interactions/1.0 (+https://discord.com)")
        .header("x-signature-ed25519", simulator.sign(&timestamp, body.as_bytes()))
        .header("x-signature-timestamp", timestamp)
        .body(body);
    let started = Instant::now();
    let mut reply = match tokio::time::timeout(PATIENCE, exchange(simulator, sent, request)).await {
        Ok(Ok(reply)) => reply,
        Ok(Err(error)) => {
            RawReply { wrong: vec![format!("the Worker gave no answer: {error}")], ..RawReply::default() }
        }
        Err(_) => RawReply { wrong: vec!["no answer within 3 seconds".into()], ..RawReply::default() },
    };
    reply.ms = started.elapsed().as_secs_f64() * 1_000.0;
    reply
}

async fn exchange(
    simulator: &Simulator,
    sent: &Sent,
    request: reqwest::RequestBuilder,
) -> Result<RawReply, reqwest::Error> {
    let response = request.send().await?;
    // From here on the answer is there: what comes on the token waits until it has been judged.
    simulator.state(|state| {
        if let Some(sent) = state.interactions.get_mut(&sent.id)
            && sent.answer == Answer::Waiting
        {
            sent.answer = Answer::Judging;
        }
    });
    let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut reply =
        RawReply { status: response.status().as_u16(), correlation: header("x-correlation-id"), ..RawReply::default() };
    let kind = header("content-type").unwrap_or_default();
    let bytes = response.bytes().await?;
    match serde_json::from_slice(&bytes) {
        Ok(json) => reply.body = Some(json),
        Err(_) => reply.wrong.push("the answer is no JSON".into()),
    }
    if reply.status != 200 {
        reply.wrong.push(format!("status {} instead of 200", reply.status));
    }
    if !kind.to_ascii_lowercase().starts_with("application/json") {
        reply.wrong.push(format!("content-type {kind:?} instead of application/json"));
    }
    Ok(reply)
}
