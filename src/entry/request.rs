//! What every request tells before anything of it is read: when and from where it came; of what Discord posts, size
//! and signature.

use worker::{Headers, Request, Response, Result};

use crate::{
    app::text,
    base::{config::Config, error::Missing, lang::Lang, time::Time},
    discord::verify,
    platform::{clock, crypto, log},
};

/// Largest body, in bytes. Discord's own payloads stay far below.
const LARGEST: usize = 1024 * 1024;

/// When a request came. Only where loopback hosts are allowed, in local runs, may it say so itself.
pub fn time_of(headers: &Headers, config: &Config) -> Time {
    let said = headers.get("guildhall-now").ok().flatten().and_then(|text| text.parse().ok());
    said.filter(|_| !config.allowed_test_hosts.is_empty()).map_or_else(clock::now, Time::from_millis)
}

/// A digest of where a request comes from; the address itself is kept nowhere, and without the deployment's key
/// nobody finds it by trying them all. A household has the first 64 bits of an IPv6 address; the rest it chooses.
///
/// # Errors
/// When the request has no readable address of ours.
pub fn address_of(request: &Request, config: &Config) -> Result<String> {
    let from = request.headers().get("cf-connecting-ip")?.unwrap_or_default();
    let from = match url::Host::parse(&format!("[{from}]")) {
        Ok(url::Host::Ipv6(address)) => format!("{:x}", u128::from(address) >> 64),
        _ => from,
    };
    let url = request.url()?;
    let text = format!("address {from} of {}", url.host_str().unwrap_or_default());
    Ok(config.encryption_key.map_or_else(|| crypto::digest(&text), |key| crypto::hmac(&key, &text)))
}

pub enum Checked {
    Body(Vec<u8>),
    Refused(Response),
}

/// The body, when its signature holds.
///
/// # Errors
/// Only when the runtime cannot build a response.
pub async fn verified(mut request: Request, config: &Config) -> Result<Checked> {
    let refuse = |text: &str, status| Response::error(text, status).map(Checked::Refused);
    let Some(key) = &config.public_key else {
        let sentence = text::without(Lang::En, Missing::Variable("DISCORD_PUBLIC_KEY"));
        return refuse(&sentence, 503);
    };
    let headers = request.headers();
    let declared = headers.get("content-length")?.and_then(|text| text.parse::<usize>().ok());
    if declared.is_some_and(|length| length > LARGEST) {
        return refuse("The body is too large.", 413);
    }
    let signature = headers.get(verify::SIGNATURE_HEADER)?.and_then(|header| verify::signature(&header));
    let timestamp = headers.get(verify::TIMESTAMP_HEADER)?.filter(|timestamp| !timestamp.is_empty());
    let (Some(signature), Some(timestamp)) = (signature, timestamp) else {
        return refuse("The signature is missing or malformed.", 401);
    };
    let body = request.bytes().await?;
    if body.len() > LARGEST {
        return refuse("The body is too large.", 413);
    }
    match crypto::verify_signature(key, &verify::signed_bytes(&timestamp, &body), &signature).await {
        Ok(true) => Ok(Checked::Body(body)),
        Ok(false) => refuse("The signature does not hold.", 401),
        Err(error) => {
            log::error("", "checking a signature", &error.to_string());
            refuse("DISCORD_PUBLIC_KEY cannot be used.", 503)
        }
    }
}

/// The time now. Only where loopback hosts are allowed, in local runs, may a request say what time it is.
pub fn now(request: &Request, config: &Config) -> Time {
    let told = request.headers().get("guildhall-now").ok().flatten();
    let pretended = told.and_then(|text| text.parse().ok()).filter(|_| !config.allowed_test_hosts.is_empty());
    pretended.map_or_else(clock::now, Time::from_millis)
}
