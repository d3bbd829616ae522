//! The host's cryptography: checking signatures and sealing stored credentials.

use std::cell::RefCell;

use js_sys::{Array, Object, Reflect, Uint8Array};
use worker::wasm_bindgen::{self, JsValue, prelude::wasm_bindgen};

use crate::{
    base::{config::hex_bytes, error::Error},
    discord::verify,
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = importKey, catch)]
    async fn import_key(
        format: &str,
        key: &Uint8Array,
        algorithm: &JsValue,
        extractable: bool,
        usages: &Array,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = verify, catch)]
    async fn subtle_verify(
        algorithm: &str,
        key: &JsValue,
        signature: &[u8],
        message: &[u8],
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = encrypt, catch)]
    async fn subtle_encrypt(algorithm: &JsValue, key: &JsValue, data: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["crypto", "subtle"], js_name = decrypt, catch)]
    async fn subtle_decrypt(algorithm: &JsValue, key: &JsValue, data: &[u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn random_values(array: &Uint8Array) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// The decoded public key, kept across requests.
    static PUBLIC_KEY: RefCell<Option<([u8; 32], JsValue)>> = const { RefCell::new(None) };
}

/// Whether a request's signature holds. The host's Ed25519 serves, because it is faster than
/// `ed25519-dalek` in wasm at `opt-level = 3`, measured side by side by `scripts/bench signature`
/// (2026-11-21, Intel Xeon, 2 shared cores, workerd 1.20261117.1, dalek 3.0.0, body 1,969 bytes):
///
/// | good signature        | CPU µs a check | × WebCrypto | requests/s × WebCrypto |
/// |-----------------------|---------------:|------------:|-----------------------:|
/// | WebCrypto             |             51 |        1.00 |                   1.00 |
/// | dalek                 |             96 |        1.89 |                   0.77 |
/// | dalek with its tables |             88 |        1.73 |                   0.80 |
///
/// A tampered signature costs the same within the noise; `bench/README.md` has the whole run.
///
/// # Errors
/// When the configured key is unusable or the host refuses the algorithm; nothing is verified then.
pub async fn verify_signature(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Result<bool, Error> {
    let imported = public_key(key).await?;
    let holds = subtle_verify("Ed25519", &imported, signature, message)
        .await
        .map_err(|cause| js_error("checking a signature", &cause))?;
    Ok(holds.as_bool() == Some(true))
}

async fn public_key(key: &[u8; 32]) -> Result<JsValue, Error> {
    let kept =
        PUBLIC_KEY.with_borrow(|slot| slot.as_ref().filter(|(bytes, _)| bytes == key).map(|(_, key)| key.clone()));
    if let Some(kept) = kept {
        return Ok(kept);
    }
    if !verify::is_usable_key(key) {
        return Err(Error::Internal("DISCORD_PUBLIC_KEY is not a usable Ed25519 key".to_owned()));
    }
    let algorithm = algorithm("Ed25519", None)?;
    let usages = Array::of1(&"verify".into());
    let imported = import_key("raw", &Uint8Array::from(key.as_slice()), &algorithm, false, &usages)
        .await
        .map_err(|cause| js_error("importing the public key", &cause))?;
    PUBLIC_KEY.set(Some((*key, imported.clone())));
    Ok(imported)
}

const NONCE: usize = 12;

/// Encrypts a credential with AES-256-GCM and a fresh nonce. The text starts with the key's id,
/// so that a later key tells which one it was sealed with.
///
/// # Errors
/// When the host fails.
pub async fn seal(key: &[u8; 32], plain: &str) -> Result<String, Error> {
    let nonce = Uint8Array::new_with_length(NONCE as u32);
    random_values(&nonce).map_err(|cause| js_error("making a nonce", &cause))?;
    let cipher =
        subtle_encrypt(&algorithm("AES-GCM", Some(&nonce))?, &secret_key(key, "encrypt").await?, plain.as_bytes())
            .await
            .map_err(|cause| js_error("sealing", &cause))?;
    Ok(format!("{}.{}.{}", key_id(key), hex(&nonce.to_vec()), hex(&Uint8Array::new(&cipher).to_vec())))
}

/// Opens what [`seal`] made with one of these keys.
///
/// # Errors
/// When it was sealed with another key, was changed, or is nothing of ours.
pub async fn open(keys: &[[u8; 32]], sealed: &str) -> Result<String, Error> {
    let wrong = || Error::Internal("a stored credential cannot be opened with ENCRYPTION_KEY".to_owned());
    let mut parts = sealed.split('.');
    let named = parts.next().unwrap_or_default();
    let key = keys.iter().find(|key| key_id(key) == named).ok_or_else(wrong)?;
    let nonce = parts.next().and_then(hex_bytes::<NONCE>).ok_or_else(wrong)?;
    let cipher = parts.next().and_then(unhex).ok_or_else(wrong)?;
    let plain = subtle_decrypt(
        &algorithm("AES-GCM", Some(&Uint8Array::from(nonce.as_slice())))?,
        &secret_key(key, "decrypt").await?,
        &cipher,
    )
    .await
    .map_err(|_| wrong())?;
    String::from_utf8(Uint8Array::new(&plain).to_vec()).map_err(|_| wrong())
}

/// 256 random bits as 64 hexadecimal digits.
///
/// # Errors
/// When the host fails.
pub fn secret() -> Result<String, Error> {
    let bytes = Uint8Array::new_with_length(32);
    random_values(&bytes).map_err(|cause| js_error("making a secret", &cause))?;
    Ok(hex(&bytes.to_vec()))
}

/// SHA-256 as 64 hexadecimal digits: what is kept of a secret.
pub fn digest(text: &str) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(text.as_bytes()))
}

/// SHA-256 in base64url without padding, as PKCE wants it. Source: RFC 7636, section 4.2.
pub fn digest_base64url(text: &str) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use sha2::{Digest, Sha256};
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

/// HMAC with SHA-256 of a text, in base64url without padding.
pub fn hmac(key: &[u8; 32], text: &str) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use hmac::{Hmac, KeyInit, Mac};
    // A key shorter than SHA-256's block is filled up with zeros. Source: RFC 2104, section 2.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<sha2::Sha256>::new(&block.into());
    mac.update(text.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// 256 random bits in base64url without padding.
///
/// # Errors
/// When the host fails.
pub fn secret_base64url() -> Result<String, Error> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    Ok(URL_SAFE_NO_PAD.encode(unhex(&secret()?).unwrap_or_default()))
}

/// Whether two secrets are the same, in a time that tells nothing of where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

/// A short name for a key that tells nothing of it: bytes of its SHA-256.
fn key_id(key: &[u8; 32]) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(key)[..4])
}

async fn secret_key(key: &[u8; 32], usage: &str) -> Result<JsValue, Error> {
    import_key(
        "raw",
        &Uint8Array::from(key.as_slice()),
        &algorithm("AES-GCM", None)?,
        false,
        &Array::of1(&usage.into()),
    )
    .await
    .map_err(|cause| js_error("importing ENCRYPTION_KEY", &cause))
}

fn algorithm(name: &str, nonce: Option<&Uint8Array>) -> Result<JsValue, Error> {
    let object = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&object, &key.into(), value).map(drop);
    set("name", &name.into())
        .and_then(|()| nonce.map_or(Ok(()), |nonce| set("iv", nonce)))
        .map_err(|cause| js_error("naming an algorithm", &cause))?;
    Ok(object.into())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| hex_bytes::<1>(std::str::from_utf8(pair).ok()?));
    pairs.map(|byte| byte.map(|[byte]| byte)).collect()
}

fn js_error(doing: &str, cause: &JsValue) -> Error {
    Error::internal(doing, format!("{cause:?}"))
}
