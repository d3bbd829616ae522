//! Checks a request's signature in the way that its path names, as often as its path says:
//! `/none`, `/webcrypto`, `/dalek`, `/dalek/500`. Answers 204 when it holds and 401 when it does not.
//!
//! Everything around the check is the same for each and is done as Guildhall does it: headers and
//! body are read, the signature is decoded, timestamp and body are joined, the key is kept decoded.
#![allow(clippy::disallowed_types, reason = "a Worker in one file")]

use std::{cell::OnceCell, hint::black_box};

use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use js_sys::{Array, Object, Reflect, Uint8Array};
use worker::wasm_bindgen::{self, JsValue, prelude::wasm_bindgen};
use worker::{Context, Env, Error, Request, Response, Result, event};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = importKey, catch)]
    async fn import_key(
        format: &str,
        key: &Uint8Array,
        algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> std::result::Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = verify, catch)]
    async fn subtle_verify(
        algorithm: &str,
        key: &JsValue,
        signature: &[u8],
        message: &[u8],
    ) -> std::result::Result<JsValue, JsValue>;
}

thread_local! {
    static DALEK_KEY: OnceCell<VerifyingKey> = const { OnceCell::new() };
    static WEBCRYPTO_KEY: OnceCell<JsValue> = const { OnceCell::new() };
}

#[event(fetch, respond_with_errors)]
async fn fetch(mut request: Request, env: Env, _context: Context) -> Result<Response> {
    let path = request.path();
    let mut parts = path.split('/').skip(1);
    let way = parts.next().unwrap_or_default();
    let times: u32 = parts.next().and_then(|times| times.parse().ok()).unwrap_or(1);

    let headers = request.headers();
    let signature = headers
        .get("x-signature-ed25519")?
        .and_then(|header| hex_bytes::<64>(&header));
    let timestamp = headers.get("x-signature-timestamp")?;
    let (Some(signature), Some(timestamp)) = (signature, timestamp) else {
        return Response::error("The signature is missing or malformed.", 400);
    };
    let body = request.bytes().await?;
    let message = [timestamp.as_bytes(), &body].concat();

    let mut held = 0;
    for _ in 0..times {
        held += u32::from(match way {
            "none" => !black_box(&message).is_empty() && !black_box(&signature).is_empty(),
            "dalek" => dalek(&env, black_box(&message), black_box(&signature))?,
            "webcrypto" => webcrypto(&env, &message, &signature).await?,
            _ => return Response::error("There is no such way.", 404),
        });
    }
    match held {
        0 => Ok(Response::empty()?.with_status(401)),
        _ if held == times => Ok(Response::empty()?.with_status(204)),
        _ => Response::error("The same signature held and did not hold.", 500),
    }
}

fn dalek(env: &Env, message: &[u8], signature: &[u8; 64]) -> Result<bool> {
    let signature = Signature::from_bytes(signature);
    DALEK_KEY.with(|kept| {
        if kept.get().is_none() {
            let key =
                VerifyingKey::from_bytes(&public_key(env)?).map_err(|error| Error::RustError(error.to_string()))?;
            let _ = kept.set(key);
        }
        Ok(kept.get().is_some_and(|key| key.verify(message, &signature).is_ok()))
    })
}

async fn webcrypto(env: &Env, message: &[u8], signature: &[u8; 64]) -> Result<bool> {
    let kept = WEBCRYPTO_KEY.with(|kept| kept.get().cloned());
    let key = match kept {
        Some(key) => key,
        None => {
            let algorithm = Object::new();
            Reflect::set(&algorithm, &"name".into(), &"Ed25519".into())?;
            let raw = Uint8Array::from(public_key(env)?.as_slice());
            let key = import_key("raw", &raw, &algorithm, false, &Array::of1(&"verify".into())).await?;
            WEBCRYPTO_KEY.with(|kept| drop(kept.set(key.clone())));
            key
        }
    };
    Ok(subtle_verify("Ed25519", &key, signature, message).await?.as_bool() == Some(true))
}

fn public_key(env: &Env) -> Result<[u8; 32]> {
    hex_bytes(&env.var("PUBLIC_KEY")?.to_string()).ok_or_else(|| Error::RustError("PUBLIC_KEY is no key".to_owned()))
}

fn hex_bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != N * 2 {
        return None;
    }
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::try_from(digit(pair[0])? << 4 | digit(pair[1])?).ok()?;
    }
    Some(bytes)
}
