//! The signature of an incoming request: Ed25519 over the timestamp header and the raw body.
//!
//! Source: Discord reference, "Setting Up an Endpoint › Validating Security Request Headers";
//! RFC 8032. The serving check is the platform's; [`verify`] is the same check in pure Rust, which
//! the tests use as the oracle.

use ed25519_dalek::{Signature, VerifyingKey};

use crate::base::config;

pub const SIGNATURE_HEADER: &str = "x-signature-ed25519";
pub const TIMESTAMP_HEADER: &str = "x-signature-timestamp";

/// 64 bytes from the signature header; `None` when it is not 128 hexadecimal digits.
pub fn signature(header: &str) -> Option<[u8; 64]> {
    config::hex_bytes(header)
}

/// The bytes that are signed: `timestamp ++ body`.
pub fn signed_bytes(timestamp: &str, body: &[u8]) -> Vec<u8> {
    [timestamp.as_bytes(), body].concat()
}

/// Whether a public key may be configured: a point on the curve and not one of small order, for
/// which signatures exist that hold for every message.
pub fn is_usable_key(key: &[u8; 32]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| !key.is_weak())
}

/// Whether the signature holds. Signatures with S ≥ L are refused (RFC 8032, 5.1.7).
pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    use ed25519_dalek::Verifier;
    VerifyingKey::from_bytes(key)
        .is_ok_and(|key| !key.is_weak() && key.verify(message, &Signature::from_bytes(signature)).is_ok())
}
